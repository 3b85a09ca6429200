-- Contents that a caller has sent for a push that is not complete yet. They belong to the caller and not to a project: a
-- project comes into being with its first deployment, in one transaction, so a push that fails leaves none behind. As with
-- project_blob, whether a content is missing is judged by what the caller itself has sent, never by blob alone.
CREATE TABLE upload (
  principal    uuid NOT NULL REFERENCES principal,
  digest       text NOT NULL,
  store        text NOT NULL DEFAULT 'postgres',
  uploaded_at  timestamptz NOT NULL DEFAULT millrace_now(),   -- a day later it is forgotten
  PRIMARY KEY (principal, digest, store),
  FOREIGN KEY (digest, store) REFERENCES blob
);
CREATE INDEX upload_age ON upload (uploaded_at);
CREATE INDEX upload_blob ON upload (digest, store);           -- what still refers to a blob
