-- Append-only histories. Both are partitioned by the week in which their run or attempt began: ids are UUIDv7, so a
-- range of ids is a range of time, all events of one run or attempt lie in one partition, and the numbers stay unique.
-- No foreign keys: retention drops whole partitions, and appending must not lock the row that is being updated.

CREATE SEQUENCE run_event_id;

CREATE TABLE run_event (
  id          bigint NOT NULL DEFAULT nextval('run_event_id'),   -- order within one transaction, across runs
  generation  integer NOT NULL,                 -- of database_generation: tx means something only within it
  tx          xid8 NOT NULL DEFAULT pg_current_xact_id(),        -- readers across runs stay below the snapshot's xmin:
                                                -- what commits later has a higher one, so nothing is skipped
  run         uuid NOT NULL,
  seq         bigint NOT NULL,                  -- 1, 2, 3, … of the run, from run_progress
  at          timestamptz NOT NULL DEFAULT millrace_clock(),     -- the run's lock was waited for
  kind        text NOT NULL,
  data        json NOT NULL DEFAULT '{}',
  PRIMARY KEY (run, seq)
) PARTITION BY RANGE (run);
CREATE INDEX run_event_feed ON run_event (generation, tx, id);

-- What live pages and a lost attempt's notebook are made from.
CREATE TABLE attempt_event (
  attempt  uuid NOT NULL,
  seq      bigint NOT NULL CHECK (seq >= 1),    -- numbered by the worker; a repeated one is ignored
  kind     text NOT NULL,
  at       timestamptz NOT NULL,                -- the worker's clock: shows durations, decides nothing
  data     json NOT NULL DEFAULT '{}',
  PRIMARY KEY (attempt, seq)
) PARTITION BY RANGE (attempt);

-- Catch what no weekly partition covers, so that an event is never refused.
CREATE TABLE run_event_rest PARTITION OF run_event DEFAULT;
CREATE TABLE attempt_event_rest PARTITION OF attempt_event DEFAULT;

-- The smallest UUIDv7 of an instant.
CREATE FUNCTION millrace_uuid_at(instant timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN rpad(lpad(to_hex(floor(extract(epoch FROM instant) * 1000)::bigint), 12, '0'), 32, '0')::uuid;

-- Makes the partitions of this week and the :ahead following ones where they are missing; returns how many it made.
-- A week that already has rows in the rest partition stays there.
CREATE FUNCTION millrace_make_partitions(ahead integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  parent  text;
  monday  timestamptz;
  child   text;
  made    integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('millrace_make_partitions'));     -- several servers do this at once
  FOREACH parent IN ARRAY ARRAY['run_event', 'attempt_event'] LOOP
    FOR i IN 0 .. ahead LOOP
      monday := (date_trunc('week', clock_timestamp() AT TIME ZONE 'UTC') + make_interval(weeks => i)) AT TIME ZONE 'UTC';
      child := parent || '_' || to_char(monday AT TIME ZONE 'UTC', 'IYYY"w"IW');
      IF to_regclass(quote_ident(child)) IS NULL THEN
        BEGIN
          EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', child, parent,
                         millrace_uuid_at(monday), millrace_uuid_at(monday + interval '7 days'));
          made := made + 1;
        EXCEPTION WHEN check_violation THEN
          NULL;                                 -- its rows are in the rest partition: correct, only less tidy
        END;
      END IF;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;

SELECT millrace_make_partitions(8);
