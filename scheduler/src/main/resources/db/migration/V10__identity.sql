-- Who may do what: principals, roles, every kind of credential, and the record of what was done. Credentials are random
-- and 256 bits long, so their SHA-256 is enough; passwords are chosen by people and get argon2.

-- A person or a program. Never deleted: audit rows and tokens must keep their owner; disabled_at takes all access away.
CREATE TABLE principal (
  id             uuid PRIMARY KEY,
  kind           text NOT NULL CHECK (kind IN ('user', 'service')),
  name           text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9._@-]{0,62}$'),
  password_hash  text,                          -- with its algorithm's name; null: signs in by link or token only
  disabled_at    timestamptz,
  created_at     timestamptz NOT NULL DEFAULT millrace_now(),
  UNIQUE (name),
  CHECK (kind = 'user' OR password_hash IS NULL)
);

-- A role in one project, or in all of them.
CREATE TABLE role_binding (
  id          uuid PRIMARY KEY,
  principal   uuid NOT NULL REFERENCES principal,
  role        text NOT NULL CHECK (role IN ('viewer', 'operator', 'editor', 'admin')),
  project     uuid REFERENCES project ON DELETE CASCADE,         -- null: all projects and the instance itself
  created_at  timestamptz NOT NULL DEFAULT millrace_now()
);
-- One role per principal and project: a second binding replaces, it never hides another. (NULLS NOT DISTINCT needs 15.)
CREATE UNIQUE INDEX role_binding_one ON role_binding (principal, coalesce(project, '00000000-0000-0000-0000-000000000000'));

-- A program's way in. It can only narrow what its principal may do.
CREATE TABLE token (
  id            uuid PRIMARY KEY,
  principal     uuid NOT NULL REFERENCES principal,
  name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  hash          bytea NOT NULL,                 -- sha256 of the secret, which is shown once and never stored
  role          text NOT NULL CHECK (role IN ('viewer', 'operator', 'editor', 'admin')),  -- at most this
  project       uuid REFERENCES project ON DELETE CASCADE,       -- there only; null: wherever the principal may
  created_at    timestamptz NOT NULL DEFAULT millrace_now(),
  expires_at    timestamptz NOT NULL,
  last_used_at  timestamptz,                    -- to the minute: a busy token must not be a hot row
  revoked_at    timestamptz
);
CREATE INDEX token_principal ON token (principal);

-- A browser that is signed in. Rows and not signed cookies, so that a changed password or role ends them at once.
CREATE TABLE browser_session (
  hash          bytea PRIMARY KEY,              -- sha256 of the cookie
  principal     uuid NOT NULL REFERENCES principal,
  created_at    timestamptz NOT NULL DEFAULT millrace_now(),     -- the absolute limit counts from here
  last_used_at  timestamptz NOT NULL DEFAULT millrace_now()      -- the idle limit; to the minute
);
CREATE INDEX browser_session_principal ON browser_session (principal);

-- A one-time way in for a person, printed on the server's terminal. Redeeming deletes the row.
CREATE TABLE login_link (
  hash        bytea PRIMARY KEY,
  principal   uuid NOT NULL REFERENCES principal,
  expires_at  timestamptz NOT NULL
);

-- What enrols workers in one pool; workers that scale out share it.
CREATE TABLE pool_token (
  id            uuid PRIMARY KEY,
  pool          text NOT NULL REFERENCES pool,
  name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  hash          bytea NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT millrace_now(),
  last_used_at  timestamptz,
  revoked_at    timestamptz
);

-- A worker session's short-lived credential. The one before stays valid until it expires: the answer that carried the
-- new one may have been lost.
CREATE TABLE worker_token (
  hash        bytea PRIMARY KEY,
  session     uuid NOT NULL REFERENCES worker_session ON DELETE CASCADE,
  pool_token  uuid NOT NULL REFERENCES pool_token,               -- revoking it ends every session it opened
  expires_at  timestamptz NOT NULL
);
CREATE INDEX worker_token_session ON worker_token (session);
CREATE INDEX worker_token_expiry ON worker_token (expires_at);

-- Keys that all servers share and nobody else knows.
CREATE TABLE server_key (
  name        text PRIMARY KEY,                 -- what it signs
  key         bytea NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT millrace_now()
);

-- Answers already given, so that a repeated request is not done twice.
CREATE TABLE idempotency (
  principal   uuid NOT NULL REFERENCES principal,
  key         text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  body_hash   bytea NOT NULL,                   -- of method, path, query and body: another request may not use the key
  answer      json,                             -- status, headers and body; null: an answer with a secret, kept nowhere
  created_at  timestamptz NOT NULL DEFAULT millrace_now(),
  PRIMARY KEY (principal, key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);

-- Who did what. Written in the transaction of what it records; never changed. Names are repeated: they stay readable.
CREATE TABLE audit (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at            timestamptz NOT NULL DEFAULT millrace_now(),
  principal     uuid,                           -- null: the server itself, or someone who was not let in
  actor         text NOT NULL,
  action        text NOT NULL,                  -- noun.verb: token.create, run.cancel, login.refuse
  subject       text NOT NULL,
  project       uuid,                           -- no reference: it outlives the project
  detail        text
);
CREATE INDEX audit_project ON audit (project, id);
