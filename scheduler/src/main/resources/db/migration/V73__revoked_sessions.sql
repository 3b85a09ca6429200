-- Which pool token opened a session, and whether the session ended because that token was revoked. The credential's own
-- row knows the token too, but it expires and is renewed: what must not outlive its token names it.

ALTER TABLE worker_session
  ADD COLUMN pool_token uuid REFERENCES pool_token,          -- null: opened by a server of the version before
  ADD COLUMN revoked boolean NOT NULL DEFAULT false;         -- not another end_reason: older servers know only theirs

UPDATE worker_session s SET pool_token = t.pool_token FROM worker_token t WHERE t.session = s.id AND s.ended_at IS NULL;

-- Revoking a token finds the sessions that it opened.
CREATE INDEX worker_session_token ON worker_session (pool_token) WHERE ended_at IS NULL;
