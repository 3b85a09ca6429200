-- A run that cannot be decided: its stored definition cannot be read, or deciding it throws. It is put aside so that it
-- harms nothing but itself: nothing more of it starts, what runs is let finish, and it ends when somebody cancels it.
ALTER TABLE run
  ADD COLUMN quarantined_at     timestamptz,   -- null: it is decided as usual
  ADD COLUMN quarantine_reason  text,          -- what is wrong with it, for people
  ADD CHECK ((quarantined_at IS NULL) = (quarantine_reason IS NULL));
