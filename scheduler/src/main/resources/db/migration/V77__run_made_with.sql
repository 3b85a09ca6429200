-- What is decided when a run is made and must not change while it lives, also when a new release decides otherwise.
ALTER TABLE run
  ADD COLUMN zone                  text,       -- whose calendar run.date is of: the trigger's; null: UTC
  -- Whether steps without an environment get the snapshot's requirements.txt. Runs of releases that did not do that
  -- keep what they began with.
  ADD COLUMN project_requirements  boolean NOT NULL DEFAULT false;

-- Whether runs of it do: the plan of the first deployment that changes it names the Dags.
ALTER TABLE deployment
  ADD COLUMN project_requirements  boolean NOT NULL DEFAULT false;
