-- A run's own result is computed when it ends; that it could not be is told beside the end, never instead of it.

ALTER TABLE run ADD COLUMN outputs_absent json;      -- why outputs that the Dag defines are not there, by name; null: all are
ALTER TABLE rerun ADD COLUMN run_outputs json;       -- the run's own result that it undid; null: none, or the run was running
