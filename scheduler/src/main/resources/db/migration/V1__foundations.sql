-- The database's own clock, where bytes live, and the pools. PostgreSQL 14 and newer.

-- Tests replace this function to move the clock; the product never does. A function and not a table or a setting: the
-- planner folds it into millrace_now(), so the product pays nothing, and a replacement reaches every open connection.
CREATE FUNCTION millrace_shift() RETURNS interval LANGUAGE sql STABLE PARALLEL SAFE
  RETURN interval '0';

-- The time of this transaction. Every timestamp the product writes or compares comes from here: clocks of servers and
-- workers differ, the database has one.
CREATE FUNCTION millrace_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
  RETURN now() + millrace_shift();

-- The time of this call. For statements that waited for a lock: their transaction's time lies before the wait.
CREATE FUNCTION millrace_clock() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE
  RETURN clock_timestamp() + millrace_shift();

-- One row per PostgreSQL cluster this database has lived in. Transaction ids of another cluster mean nothing here, so
-- readers of run_event treat events of an older generation as wholly visible.
CREATE TABLE database_generation (
  generation         integer PRIMARY KEY,      -- rises by one with each restore into another cluster
  system_identifier  bigint NOT NULL,          -- pg_control_system(): tells a restored dump from a restart
  since              timestamptz NOT NULL DEFAULT millrace_now()
);
INSERT INTO database_generation (generation, system_identifier)
  SELECT 1, system_identifier FROM pg_control_system();

-- Where the bytes of blobs live. The default keeps them in PostgreSQL, so one dump is a whole backup.
CREATE TABLE store (
  name        text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9_-]{0,62}$'),
  kind        text NOT NULL CHECK (kind IN ('postgres', 'file', 's3')),
  region      text,                            -- where it is, so that a pool can prefer a near one
  config      jsonb NOT NULL DEFAULT '{}',     -- folder, bucket, endpoint; never a credential
  created_at  timestamptz NOT NULL DEFAULT millrace_now()
);
INSERT INTO store (name, kind) VALUES ('postgres', 'postgres');

-- One row per distinct content and store; its key, and every reference to it, is (digest, store).
CREATE TABLE blob (
  digest      text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),   -- sha256 of the content, lower-case hex
  store       text NOT NULL DEFAULT 'postgres' REFERENCES store,
  size        bigint NOT NULL CHECK (size >= 0),                 -- bytes
  created_at  timestamptz NOT NULL DEFAULT millrace_now(),       -- a blob that nothing refers to is kept a day after this
  PRIMARY KEY (digest, store)
);

-- The content of blobs whose store is PostgreSQL, in pieces, so that no request holds a whole file in memory.
CREATE TABLE blob_chunk (
  digest  text NOT NULL,
  store   text NOT NULL,
  number  integer NOT NULL CHECK (number >= 0),                  -- from 0, without gaps; an empty blob has none
  bytes   bytea NOT NULL,
  PRIMARY KEY (digest, store, number),
  FOREIGN KEY (digest, store) REFERENCES blob ON DELETE CASCADE
);

-- A named queue with a capacity. Its row is the lock under which claims of the pool are counted.
CREATE TABLE pool (
  name        text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 63),
  title       text,
  slots       integer NOT NULL DEFAULT 1000 CHECK (slots BETWEEN 0 AND 100000),
                                               -- how much may run at once; its use is the sum over leased rows
  lease_ttl   interval NOT NULL DEFAULT '90 seconds' CHECK (lease_ttl BETWEEN '1 second' AND '1 day'),
                                               -- how long a silent worker keeps its attempts
  store       text NOT NULL DEFAULT 'postgres' REFERENCES store,  -- where the pool's workers put what they publish
  region      text,                            -- shown, and for choosing a store
  created_at  timestamptz NOT NULL DEFAULT millrace_now()
) WITH (fillfactor = 50);                      -- every claim locks the row: its lock versions stay on one page
INSERT INTO pool (name) VALUES ('default');
