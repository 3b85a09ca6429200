-- What can run: projects, their files, Dags and versions, deployments, triggers, secrets.
-- Columns named *_by hold a person's or program's name as it was then, not a reference: who has left stays readable.
-- Columns of type json (not jsonb) keep the author's order and every character that JSON allows, \u0000 included.

-- One stage of one source of files.
CREATE TABLE project (
  id                uuid PRIMARY KEY,
  name              text NOT NULL UNIQUE CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
  title             text,
  notebook_scripts  boolean NOT NULL DEFAULT false,   -- opt-in: notebooks' own scripts may run in their output frames
  created_at        timestamptz NOT NULL DEFAULT millrace_now(),
  created_by        text NOT NULL DEFAULT 'system'
);
CREATE UNIQUE INDEX project_name_ignoring_case ON project (lower(name));

-- One immutable state of files. The digest is over the sorted (path, mode, sha256).
CREATE TABLE snapshot (
  digest      text PRIMARY KEY CHECK (digest ~ '^[0-9a-f]{64}$'),
  file_count  integer NOT NULL CHECK (file_count >= 0),   -- shown without reading the files
  size        bigint NOT NULL CHECK (size >= 0),          -- bytes of all files together
  created_at  timestamptz NOT NULL DEFAULT millrace_now()
);

CREATE TABLE snapshot_file (
  snapshot  text NOT NULL REFERENCES snapshot ON DELETE CASCADE,
  path      text NOT NULL,                                -- relative, '/' between folders, no '.' or '..'
  mode      text NOT NULL CHECK (mode IN ('0644', '0755')),
  digest    text NOT NULL,
  store     text NOT NULL DEFAULT 'postgres',
  size      bigint NOT NULL CHECK (size >= 0),            -- repeated from blob: manifests are listed often
  PRIMARY KEY (snapshot, path),
  FOREIGN KEY (digest, store) REFERENCES blob
);
CREATE INDEX snapshot_file_blob ON snapshot_file (digest, store);   -- what still refers to a blob

-- Which snapshots a project may read: content addressing must not open other projects' files.
CREATE TABLE project_snapshot (
  project     uuid NOT NULL REFERENCES project,
  snapshot    text NOT NULL REFERENCES snapshot,
  created_at  timestamptz NOT NULL DEFAULT millrace_now(),
  created_by  text NOT NULL DEFAULT 'system',
  PRIMARY KEY (project, snapshot)
);
CREATE INDEX project_snapshot_newest ON project_snapshot (project, created_at DESC);

-- A Dag by its name. Its row is the lock for creating, starting and overlapping runs.
CREATE TABLE dag (
  id               uuid PRIMARY KEY,
  project          uuid NOT NULL REFERENCES project,
  name             text NOT NULL CHECK (length(name) BETWEEN 1 AND 1024),  -- an implicit Dag has its notebook's path
  origin           text NOT NULL CHECK (origin IN ('file', 'api', 'implicit')),
  origin_detail    text,                        -- the file's path, or the client's name
  title            text,
  description      text,
  tags             text[] NOT NULL DEFAULT '{}',
  current_version  integer,                     -- the version that new runs use; null before the first
  max_active_runs  integer CHECK (max_active_runs >= 1),  -- of the current version; here because starting queued
                                                          -- runs must not read definitions; null: no limit
  paused           boolean NOT NULL DEFAULT false,        -- triggers make no runs; manual runs still work
  quarantined_at   timestamptz,                 -- its definition threw while being decided: it starts nothing
  quarantine_reason text,
  archived_at      timestamptz,                 -- gone from the project's files; its runs stay readable
  created_at       timestamptz NOT NULL DEFAULT millrace_now(),
  updated_at       timestamptz NOT NULL DEFAULT millrace_now(),
  UNIQUE (project, name),
  CHECK ((origin = 'file') <= (origin_detail IS NOT NULL))
);

-- One immutable version. The number rises only when the canonical definition changes, not with every commit.
CREATE TABLE dag_version (
  id           uuid PRIMARY KEY,
  dag          uuid NOT NULL REFERENCES dag,
  number       integer NOT NULL CHECK (number >= 1),
  definition   json NOT NULL,                   -- canonical; json keeps its bytes, so the digest can be checked
  digest       text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),   -- sha256 of the canonical definition
  source       text,                            -- the author's own text, comments included; null for implicit Dags
  source_path  text,                            -- where it stood in the project
  created_at   timestamptz NOT NULL DEFAULT millrace_now(),
  created_by   text NOT NULL DEFAULT 'system',
  UNIQUE (dag, number),
  UNIQUE (dag, digest)                          -- deploying an old definition again is its old version
);

-- Makes a snapshot the project's current state; the newest is the project's head. A rollback is a new row.
CREATE TABLE deployment (
  id           uuid PRIMARY KEY,
  project      uuid NOT NULL REFERENCES project,
  number       integer NOT NULL CHECK (number >= 1),    -- 1, 2, 3, … in the project, for people
  snapshot     text NOT NULL REFERENCES snapshot,
  settings     json NOT NULL DEFAULT '{}',      -- millrace.yaml of the snapshot: vars, defaults, mounts
  plan         json NOT NULL DEFAULT '{}',      -- what it changed: new, changed, unchanged, archived
  warnings     json NOT NULL DEFAULT '[]',      -- as they were said to whoever deployed
  reason       text,
  deployed_by  text NOT NULL DEFAULT 'system',
  deployed_at  timestamptz NOT NULL DEFAULT millrace_now(),
  UNIQUE (project, number),
  FOREIGN KEY (project, snapshot) REFERENCES project_snapshot (project, snapshot)
);

-- Which version of each Dag a deployment made current.
CREATE TABLE deployment_dag (
  deployment   uuid NOT NULL REFERENCES deployment ON DELETE CASCADE,
  dag          uuid NOT NULL REFERENCES dag,
  dag_version  uuid NOT NULL REFERENCES dag_version,
  PRIMARY KEY (deployment, dag)
);

-- What starts a Dag by itself.
CREATE TABLE trigger (
  id            uuid PRIMARY KEY,
  dag           uuid NOT NULL REFERENCES dag,
  name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 63),
  kind          text NOT NULL CHECK (kind IN ('schedule', 'file', 'webhook', 'dag')),
  config        json NOT NULL,                  -- as in the definition: cron, zone, catch-up, overlap, …
  parameters    json NOT NULL DEFAULT '{}',     -- given to each run it starts
  pool          text REFERENCES pool,           -- for its runs' steps that name none
  run_as        uuid,                           -- principal whose rights its runs have
  paused        boolean NOT NULL DEFAULT false,
  watermark     timestamptz,                    -- ticks up to here are judged; it only rises, and stands while paused
  next_tick_at  timestamptz,                    -- what the slow poll looks at; null: nothing is due any more
  archived_at   timestamptz,                    -- no longer in the definition; its ticks stay readable
  created_at    timestamptz NOT NULL DEFAULT millrace_now(),
  updated_at    timestamptz NOT NULL DEFAULT millrace_now(),
  UNIQUE (dag, name)
);
CREATE INDEX trigger_due ON trigger (next_tick_at)
  WHERE next_tick_at IS NOT NULL AND NOT paused AND archived_at IS NULL;

-- A named secret of a project; every version is kept, so an attempt's record of what it used stays true.
CREATE TABLE secret (
  id          uuid NOT NULL,
  version     integer NOT NULL CHECK (version >= 1),
  project     uuid NOT NULL REFERENCES project,
  name        text NOT NULL CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
  ciphertext  bytea,                            -- null: this version was destroyed
  key_id      text NOT NULL,                    -- which key-encryption key; the key itself is never in the database
  created_at  timestamptz NOT NULL DEFAULT millrace_now(),
  created_by  text NOT NULL DEFAULT 'system',
  PRIMARY KEY (id, version),
  UNIQUE (project, name, version)
);

-- The first build's freeze is the lock that every worker installs.
CREATE TABLE environment_lock (
  project              uuid NOT NULL REFERENCES project,
  interpreter          text NOT NULL,           -- e.g. cpython-3.12
  platform             text NOT NULL,           -- e.g. linux-x86_64: wheels differ
  requirements_digest  text NOT NULL CHECK (requirements_digest ~ '^[0-9a-f]{64}$'),
  frozen               text NOT NULL,           -- pip freeze of the first build that succeeded
  attempt              uuid,                    -- which attempt built it, for people; no reference: attempts expire
  created_at           timestamptz NOT NULL DEFAULT millrace_now(),
  PRIMARY KEY (project, interpreter, platform, requirements_digest)
);
