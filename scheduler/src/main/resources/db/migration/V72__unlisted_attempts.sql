-- A worker lists in each heartbeat every attempt that it holds. One that runs and that two heartbeats in a row leave out is
-- lost: the worker dropped it, or never came to hold it. What the last one left out is kept here, so that any server may
-- take the next. Workers number their heartbeats, so that a late one is not taken for the next.
ALTER TABLE worker_session
  ADD COLUMN unlisted            uuid[] NOT NULL DEFAULT '{}',   -- running attempts that the last one left out
  ADD COLUMN unlisted_heartbeat  bigint NOT NULL DEFAULT 0;      -- the number of that heartbeat
