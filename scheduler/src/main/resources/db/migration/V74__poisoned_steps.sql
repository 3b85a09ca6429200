-- A step whose row cannot be leased must not keep the other steps of its pool from their workers. The claim that met it says
-- so here, in its own transaction, which may not wait for the run's lock; whoever holds that lock next fails the step.
ALTER TABLE step_queue ADD COLUMN poisoned text;     -- why it cannot be leased, for people; null: it can
CREATE INDEX step_queue_poisoned ON step_queue (run) WHERE poisoned IS NOT NULL;    -- nearly always empty
