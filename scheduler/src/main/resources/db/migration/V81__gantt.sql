-- When the step of an attempt came into the queue from which the attempt was leased; null: made before this column.
ALTER TABLE attempt ADD COLUMN queued_at timestamptz;

-- The Gantt chart of a run reads when each attempt did what: few among its events, which may be a hundred thousand.
CREATE INDEX attempt_event_timeline ON attempt_event (attempt, seq)
 WHERE kind IN ('phase', 'cell_started', 'cell_finished', 'notebook_finished');
