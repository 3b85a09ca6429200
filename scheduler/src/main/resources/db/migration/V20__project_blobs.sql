-- Which content a project has brought itself. A push asks which files are missing: the answer must not tell what other
-- projects hold, so it is judged by this table and never by blob alone.
CREATE TABLE project_blob (
  project     uuid NOT NULL REFERENCES project,
  digest      text NOT NULL,
  store       text NOT NULL DEFAULT 'postgres',
  created_at  timestamptz NOT NULL DEFAULT millrace_now(),   -- content of a push that was never finished can go later
  PRIMARY KEY (project, digest, store),
  FOREIGN KEY (digest, store) REFERENCES blob
);
CREATE INDEX project_blob_blob ON project_blob (digest, store);   -- what still refers to a blob
