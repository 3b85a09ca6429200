-- A step whose stored state is none that the program knows, as damaged storage leaves it, is never decided: its run would
-- wait for it without end. A server asks for such rows in every pass, by an index that is empty as long as all is well.
CREATE INDEX step_run_damaged ON step_run (run, ordinal)
 WHERE state NOT IN ('waiting', 'ready', 'running', 'retry_wait', 'succeeded', 'failed',
                     'skipped', 'upstream_failed', 'cancelled');
