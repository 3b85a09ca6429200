-- Fair order between runs. A step's turn used to be its run's own count, so that at a pool that is always full an old
-- run with many steps stood behind every new one, for ever. Now a step enters one turn behind what its pool granted
-- last, or behind its run's own steps that wait there: a row's turn comes after finitely many others, whatever arrives.

-- How far the pool has come in each priority; written by claims, which hold the pool's lock, and read by admissions.
CREATE TABLE pool_turn (
  pool      text NOT NULL REFERENCES pool ON DELETE CASCADE,
  priority  smallint NOT NULL,
  turn      bigint NOT NULL,                    -- the highest turn that was granted
  PRIMARY KEY (pool, priority)
) WITH (fillfactor = 50);

-- The last turn of a run's steps in a pool is its highest entry here.
CREATE INDEX step_queue_turn ON step_queue (run, pool, priority, turn);
DROP INDEX step_queue_run;

ALTER TABLE run_progress DROP COLUMN next_turn;

COMMENT ON COLUMN step_queue.turn IS 'fair order between runs: one behind what its pool granted last';
