-- Links that show one report to whoever has them, without a login: only where a project's administrators allow it, and
-- only as long as who made the link may still see and run things in the project.
ALTER TABLE project ADD COLUMN share_links boolean NOT NULL DEFAULT false;

CREATE TABLE share_link (
  id            uuid PRIMARY KEY,               -- names it in lists; says nothing about the secret
  hash          bytea NOT NULL UNIQUE,          -- sha256 of the secret, which is shown once and never stored
  project       uuid NOT NULL REFERENCES project ON DELETE CASCADE,
  dag           uuid NOT NULL REFERENCES dag ON DELETE CASCADE,
  step          text NOT NULL,
  attempt       uuid REFERENCES attempt ON DELETE CASCADE,       -- null: the latest successful one at each use
  created_by    uuid NOT NULL REFERENCES principal,              -- disabled, or without the role: the link is dead
  created_at    timestamptz NOT NULL DEFAULT millrace_now(),
  expires_at    timestamptz NOT NULL,
  revoked_at    timestamptz,
  last_used_at  timestamptz,                    -- to the minute, as of tokens
  CHECK (expires_at <= created_at + interval '30 days')
);
CREATE INDEX share_link_project ON share_link (project, id DESC);
CREATE INDEX share_link_attempt ON share_link (attempt) WHERE attempt IS NOT NULL;     -- deleting an attempt looks here
