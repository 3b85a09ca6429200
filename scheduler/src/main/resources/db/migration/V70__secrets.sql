-- A secret's value is kept for as long as it is the newest and no longer: a password that was replaced must not be found
-- in a dump. The rows stay, because attempts name the versions they were given.
ALTER TABLE secret
  ADD COLUMN destroyed_at timestamptz,          -- replaced or deleted then
  ADD COLUMN destroyed_by text,
  ADD CHECK ((ciphertext IS NULL) = (destroyed_at IS NOT NULL));

-- ciphertext is a nonce of 12 bytes, then what AES-256-GCM made of the value, whose associated data are project, name and
-- version: a row's content is of no use in another row. At most one version of a name can be read.
CREATE UNIQUE INDEX secret_current ON secret (project, name) WHERE ciphertext IS NOT NULL;
