-- A worker whose disk is full takes no more work until there is room. People see why in the list of workers; the worker
-- says it with every heartbeat, and says nothing when the trouble is over.
ALTER TABLE worker_session
  ADD COLUMN trouble  text;                    -- null: none
