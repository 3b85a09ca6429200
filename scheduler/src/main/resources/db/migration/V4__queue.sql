-- Work in flight: worker sessions, the queue, and what one run asks of another.

-- Fencing numbers of leases. One sequence for all: a number is never reused, whatever the attempt.
CREATE SEQUENCE lease_epoch;

-- A worker's registration with its lease. One heartbeat renews all its attempts. No index on a column that a heartbeat
-- changes, and room on the page: renewals stay in place.
CREATE TABLE worker_session (
  id                 uuid PRIMARY KEY,
  worker             uuid NOT NULL,             -- the instance id in the worker's locked data folder
  name               text NOT NULL,
  boot_id            uuid NOT NULL,             -- of this process; another one means that the old one is gone
  pool               text NOT NULL REFERENCES pool,
  slots              integer NOT NULL CHECK (slots >= 1),
  mounts             text[] NOT NULL DEFAULT '{}',
  version            text,
  opened_at          timestamptz NOT NULL DEFAULT millrace_now(),
  last_heartbeat_at  timestamptz NOT NULL DEFAULT millrace_now(),
  expires_at         timestamptz NOT NULL,      -- set when it opens: a worker that never sends a heartbeat expires too
  settled_claims     bigint NOT NULL DEFAULT 0, -- up to this claim number the worker knows every answer
  drain_requested_at timestamptz,               -- an operator wants it to take no more
  draining           boolean NOT NULL DEFAULT false,     -- the worker says so itself
  ended_at           timestamptz,               -- null: open
  end_reason         text CHECK (end_reason IN ('closed', 'expired', 'replaced')),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL))
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);
CREATE UNIQUE INDEX worker_session_open ON worker_session (worker) WHERE ended_at IS NULL;  -- one open session a worker
CREATE INDEX worker_session_newest ON worker_session (worker, opened_at DESC);

-- One row per step that may start now or is leased; deleted when the attempt ends. History is in attempt: this table
-- stays as small as the work in flight, and its dead rows are cleaned early.
CREATE TABLE step_queue (
  step_run   uuid PRIMARY KEY REFERENCES step_run,
  run        uuid NOT NULL,
  pool       text NOT NULL REFERENCES pool,
  slots      smallint NOT NULL DEFAULT 1 CHECK (slots BETWEEN 1 AND 1000),
  priority   smallint NOT NULL DEFAULT 0,       -- higher first
  turn       bigint NOT NULL,                   -- fair order between runs: the run's own count of admitted steps
  number     integer NOT NULL,                  -- of the attempt that a claim makes: a claim does not touch step_run
  queued_at  timestamptz NOT NULL DEFAULT millrace_now(),        -- how long it waits for a worker
  attempt    uuid,
  session    uuid REFERENCES worker_session,
  claim_no   bigint,                            -- the session's claim that took it: tells a lost answer from a late one
  epoch      bigint,                            -- null: free. From lease_epoch; every write of a worker names it
  leased_at  timestamptz,
  CHECK (num_nulls(attempt, epoch, leased_at) IN (0, 3)),
  CHECK (epoch IS NOT NULL OR session IS NULL)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500,
        autovacuum_vacuum_cost_delay = 0);
CREATE INDEX step_queue_ready ON step_queue (pool, priority DESC, turn, step_run) WHERE epoch IS NULL;
CREATE INDEX step_queue_used ON step_queue (pool) INCLUDE (slots) WHERE epoch IS NOT NULL;
CREATE INDEX step_queue_session ON step_queue (session) WHERE epoch IS NOT NULL;
CREATE INDEX step_queue_run ON step_queue (run);

-- What one run asks of another (a sub-run's end, cancelling children): no transaction locks two existing runs, so it is
-- written down under the one's lock and applied under the other's.
CREATE TABLE outbox (
  id          uuid PRIMARY KEY,
  run         uuid NOT NULL REFERENCES run ON DELETE CASCADE,    -- the run it is applied to
  kind        text NOT NULL,
  data        json NOT NULL DEFAULT '{}',
  tries       integer NOT NULL DEFAULT 0,       -- a poisoned row must not stop the others
  not_before  timestamptz NOT NULL DEFAULT millrace_now(),
  created_at  timestamptz NOT NULL DEFAULT millrace_now()
);
CREATE INDEX outbox_due ON outbox (not_before);
