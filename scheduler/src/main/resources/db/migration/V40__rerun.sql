-- A rerun may use newer files, another version and its parameters; the steps it reopens are told apart by its number.

ALTER TABLE rerun
  ADD COLUMN dag_version     uuid REFERENCES dag_version,    -- what its steps do; null: the run's own version, files
                                                             -- and parameters
  ADD COLUMN snapshot        text REFERENCES snapshot,       -- of its deployment, repeated as in run
  ADD COLUMN parameters      json,                           -- the run's given ones with that version's defaults
  ADD COLUMN run_state       text,                           -- the run's end that it undid; null: the run was running
  ADD COLUMN run_state_text  text,                           -- that end in words
  ADD COLUMN run_ended_at    timestamptz;

ALTER TABLE step_run ADD COLUMN rerun integer NOT NULL DEFAULT 0;    -- the reopening that its newest go belongs to; an
                                                                     -- attempt and an end take their number from here
ALTER TABLE step_end ADD COLUMN message text;                        -- why it ended so, for people
