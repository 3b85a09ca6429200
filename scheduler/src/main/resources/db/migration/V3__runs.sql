-- What ran and is running. History never shares a table with the queue (V4). A run's row changes when its state does,
-- never per step: steps change under run_progress.

CREATE TABLE run (
  id                   uuid PRIMARY KEY,        -- UUIDv7: newest first is ORDER BY id DESC
  project              uuid NOT NULL REFERENCES project,         -- repeated from dag: lists and rights ask by project
  dag                  uuid NOT NULL REFERENCES dag,
  dag_version          uuid NOT NULL REFERENCES dag_version,
  deployment           uuid REFERENCES deployment,               -- null: the Dag came over the API without files
  snapshot             text REFERENCES snapshot,                 -- the files it uses, also when deployed anew meanwhile
  trigger_kind         text NOT NULL DEFAULT 'manual',           -- manual, schedule, file, webhook, dag, backfill
  trigger              uuid REFERENCES trigger,
  created_by           text NOT NULL DEFAULT 'system',
  run_as               uuid,                    -- principal whose rights its steps have
  logical_time         timestamptz NOT NULL,    -- the instant it is about; now for a manual run unless given
  data_interval_start  timestamptz,
  data_interval_end    timestamptz,
  parameters           json NOT NULL DEFAULT '{}',       -- resolved: every declared parameter with its value
  given_parameters     text[] NOT NULL DEFAULT '{}',     -- which of them the caller gave; the others are defaults
  outputs              json,                    -- the run's own result, when it ended
  labels               jsonb NOT NULL DEFAULT '{}',      -- for searching
  note                 text,
  state                text NOT NULL CHECK (state IN
                         ('queued', 'running', 'cancelling', 'succeeded', 'failed', 'cancelled', 'timed_out')),
  state_text           text,                    -- the end in words: which step, where, why
  counts               json,                    -- steps by state when it ended; while it runs they are counted
  max_active_steps     integer CHECK (max_active_steps >= 1),    -- of its version; null: no limit
  rerun                integer NOT NULL DEFAULT 0,       -- how often it was reopened
  deadline             timestamptz,             -- the run's timeout as an instant; null: none, or not started
  cancel_requested_at  timestamptz,
  cancel_requested_by  text,
  cancel_reason        text,
  parent_attempt       uuid,                    -- the attempt of a dag step that waits for it; a late child must not
                                                -- finish a step that was rerun, so the attempt and not the step
  root_run             uuid REFERENCES run,     -- the outermost run of a tree of sub-runs
  backfill             uuid,                    -- the backfill that asked for it
  created_at           timestamptz NOT NULL DEFAULT millrace_now(),
  started_at           timestamptz,
  ended_at             timestamptz,
  CHECK ((state IN ('succeeded', 'failed', 'cancelled', 'timed_out')) = (ended_at IS NOT NULL))
);
CREATE INDEX run_by_project ON run (project, id DESC);
CREATE INDEX run_by_dag ON run (dag, id DESC);
CREATE INDEX run_unfinished ON run (dag, state, id) WHERE ended_at IS NULL;     -- maxActiveRuns, overlap, queued runs
CREATE INDEX run_deadline ON run (deadline) WHERE ended_at IS NULL AND deadline IS NOT NULL;
CREATE INDEX run_parent ON run (parent_attempt) WHERE parent_attempt IS NOT NULL;

-- The run's lock: every transaction that changes a run's steps first locks this row, and changes it once per batch.
CREATE TABLE run_progress (
  run         uuid PRIMARY KEY REFERENCES run ON DELETE CASCADE,
  unfinished  integer NOT NULL CHECK (unfinished >= 0),  -- steps not in an end state; 0 closes the run
  failed_leaves integer NOT NULL DEFAULT 0,              -- ended leaves that make it fail: the end is known without
                                                         -- looking at its steps
  course      text NOT NULL DEFAULT 'by_leaves'          -- what it is heading for; the first cause wins
                CHECK (course IN ('by_leaves', 'cancelled', 'timed_out')),
  next_seq    bigint NOT NULL DEFAULT 1,                 -- number of the run's next event
  next_turn   bigint NOT NULL DEFAULT 1                  -- steps admitted so far: the fair order between runs
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);

-- One reopening of a run; its number stands on attempts and ends that belong to it.
CREATE TABLE rerun (
  run         uuid NOT NULL REFERENCES run ON DELETE CASCADE,
  number      integer NOT NULL CHECK (number >= 1),
  by          text NOT NULL,
  reason      text,
  steps       json NOT NULL,                    -- which steps were chosen
  deployment  uuid REFERENCES deployment,       -- the files and versions it uses; null: the run's own
  at          timestamptz NOT NULL DEFAULT millrace_now(),
  PRIMARY KEY (run, number)
);

-- One step (and map path) of a run.
CREATE TABLE step_run (
  id                uuid PRIMARY KEY,
  run               uuid NOT NULL REFERENCES run ON DELETE CASCADE,
  step              text NOT NULL,              -- its id in the Dag
  map_path          integer[] NOT NULL DEFAULT '{}',     -- which item of a forEach; empty: not mapped
  map_label         text,                       -- the item in words
  ordinal           integer NOT NULL,           -- place in topological order: order of lists and of equal priorities
  state             text NOT NULL CHECK (state IN
                      ('waiting', 'ready', 'running', 'retry_wait',
                       'succeeded', 'failed', 'skipped', 'upstream_failed', 'cancelled')),
  admitted          boolean NOT NULL DEFAULT false,      -- ready and in step_queue, or leased from it
  pool              text REFERENCES pool,       -- null: never leaves the server (noop, branch by expression)
  priority          smallint NOT NULL DEFAULT 0,
  slots             smallint NOT NULL DEFAULT 1 CHECK (slots BETWEEN 1 AND 1000),
  parents           integer NOT NULL DEFAULT 0 CHECK (parents >= 0),   -- direct upstream step runs, and of them:
  up_succeeded      integer NOT NULL DEFAULT 0,
  up_skipped        integer NOT NULL DEFAULT 0,
  up_failed         integer NOT NULL DEFAULT 0,          -- cancelled ones included: rules count them as failed
  up_upstream_failed integer NOT NULL DEFAULT 0,
  branch_choice     text[],                     -- successors a branch chose; remembered for reruns of those
  outputs           json,                       -- small values of the succeeded attempt
  resolved          json,                       -- step parameters after expressions, computed when it got ready
  attempts          integer NOT NULL DEFAULT 0,          -- number of the newest ended attempt; the next is one more
  user_retries      smallint NOT NULL DEFAULT 0,         -- used of the step's own budget
  platform_retries  smallint NOT NULL DEFAULT 0,         -- used of the platform's
  not_before        timestamptz,                -- retry_wait ends here
  message           text,                       -- why it is in this state, for people
  started_at        timestamptz,                -- of the first attempt that reported its start
  ended_at          timestamptz,
  UNIQUE (run, step, map_path),
  CHECK (up_succeeded + up_skipped + up_failed + up_upstream_failed <= parents),
  CHECK (NOT admitted OR state IN ('ready', 'running')),
  CHECK ((state = 'retry_wait') = (not_before IS NOT NULL))
) WITH (fillfactor = 80);
CREATE INDEX step_run_to_admit ON step_run (run, priority DESC, ordinal) WHERE state = 'ready' AND NOT admitted;
CREATE INDEX step_run_retry ON step_run (run, not_before) WHERE state = 'retry_wait';

-- What each end was, before a rerun reopened it. Insert-only.
CREATE TABLE step_end (
  step_run       uuid NOT NULL REFERENCES step_run ON DELETE CASCADE,
  rerun          integer NOT NULL,              -- the reopening that the end belonged to; 0: the first go
  attempt        uuid,                          -- null: it ended without one
  state          text NOT NULL,
  outputs        json,
  branch_choice  text[],
  at             timestamptz NOT NULL,
  PRIMARY KEY (step_run, rerun)
);

-- One try of a step. Inserted by the claim; ended by a completion, a loss or a cancel.
CREATE TABLE attempt (
  id                  uuid PRIMARY KEY,
  step_run            uuid NOT NULL REFERENCES step_run ON DELETE CASCADE,
  run                 uuid NOT NULL,            -- repeated from step_run: rights and events ask by run
  number              integer NOT NULL CHECK (number >= 1),      -- 1, 2, 3, … of its step, across reruns
  rerun               integer NOT NULL DEFAULT 0,
  epoch               bigint NOT NULL,          -- fencing number from lease_epoch, never reused
  session             uuid,                     -- null: no worker (waits, approvals, other back ends)
  worker_name         text,                     -- as it was called then; sessions are cleaned up
  dag_version         uuid NOT NULL REFERENCES dag_version,
  snapshot            text REFERENCES snapshot,
  parameters          json,                     -- the resolved ones this try was given
  state               text NOT NULL CHECK (state IN
                        ('leased', 'running', 'succeeded', 'failed', 'skipped', 'timed_out', 'lost', 'cancelled')),
  phase               text CHECK (phase IN ('files', 'environment', 'kernel', 'cells')),
  cause               text CHECK (cause IN ('user', 'platform', 'timeout')),
  message             text,
  failed_cell         integer,                  -- number among the cells with code, from 1
  outputs             json,                     -- what it published; the step's are those of the one that counted
  notebook_digest     text,                     -- of the input notebook
  document_digest     text,                     -- of the stored output notebook
  document_store      text,
  document_pending    boolean NOT NULL DEFAULT false,    -- lost after its start: the server finishes the notebook
  kernel              text,
  environment_digest  text,
  interrupt_requested_at timestamptz,           -- a cancel command is due at its worker until it ends
  stored_events       bigint NOT NULL DEFAULT 0,         -- highest event number up to which none is missing
  last_event          bigint,                   -- the last number the worker will ever send
  completion_digest   text,                     -- of the completion that ended it: only the same one is answered again
  completion_answer   json,                     -- that answer, without grants
  created_at          timestamptz NOT NULL DEFAULT millrace_now(),   -- leased
  started_at          timestamptz,              -- its worker reported the start
  ended_at            timestamptz,
  UNIQUE (step_run, number),
  FOREIGN KEY (document_digest, document_store) REFERENCES blob (digest, store),
  CHECK ((state IN ('leased', 'running')) = (ended_at IS NULL))
) WITH (fillfactor = 70);                       -- start, events and end update it in place
CREATE INDEX attempt_by_run ON attempt (run);
CREATE INDEX attempt_document_pending ON attempt (ended_at) WHERE document_pending;
CREATE INDEX attempt_document ON attempt (document_digest) WHERE document_digest IS NOT NULL;

-- Which files a try was given, and from whom.
CREATE TABLE attempt_input (
  attempt   uuid NOT NULL REFERENCES attempt ON DELETE CASCADE,
  path      text NOT NULL,
  digest    text NOT NULL,
  store     text NOT NULL DEFAULT 'postgres',
  producer  uuid NOT NULL,                      -- the attempt that published it
  PRIMARY KEY (attempt, path, producer)         -- two producers of one path: the worker refuses, this shows why
);

-- Which version of which secret a try was given.
CREATE TABLE attempt_secret (
  attempt  uuid NOT NULL REFERENCES attempt ON DELETE CASCADE,
  secret   uuid NOT NULL,
  version  integer NOT NULL,
  PRIMARY KEY (attempt, secret),
  FOREIGN KEY (secret, version) REFERENCES secret (id, version)
);

-- A file that an attempt published; visible from its completion's commit on, and only then.
CREATE TABLE artifact (
  attempt     uuid NOT NULL REFERENCES attempt ON DELETE CASCADE,
  path        text NOT NULL,
  digest      text NOT NULL,
  store       text NOT NULL DEFAULT 'postgres',
  size        bigint NOT NULL CHECK (size >= 0),
  media_type  text,
  PRIMARY KEY (attempt, path),
  FOREIGN KEY (digest, store) REFERENCES blob
);
CREATE INDEX artifact_blob ON artifact (digest, store);

-- One instant or event of a trigger, with what came of it. UNIQUE (trigger, key) is what makes a tick one run.
CREATE TABLE tick (
  id       uuid PRIMARY KEY,
  trigger  uuid NOT NULL REFERENCES trigger ON DELETE CASCADE,
  key      text NOT NULL,                       -- the instant, or the event's own identity
  until    text,                                -- last key of a stretch that is one row because it made no runs
  count    integer NOT NULL DEFAULT 1 CHECK (count >= 1),        -- ticks in the stretch
  payload  json,                                -- what the event carried
  outcome  text NOT NULL CHECK (outcome IN ('run', 'skipped', 'paused', 'error')),
  run      uuid REFERENCES run,
  reason   text,                                -- why there is no run
  at       timestamptz NOT NULL DEFAULT millrace_now(),
  UNIQUE (trigger, key)
);
CREATE INDEX tick_newest ON tick (trigger, at DESC);
CREATE INDEX tick_run ON tick (run) WHERE run IS NOT NULL;
