-- A worker ends an attempt whose time is up. One that hangs and still sends heartbeats does not, so the server looks, too.
ALTER TABLE step_run ADD COLUMN time_limit interval;         -- of the step's own code; null: made before this column
ALTER TABLE attempt ADD COLUMN user_code_at timestamptz;     -- when its worker said that the step's own code begins
