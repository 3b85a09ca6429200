-- A Dag's grid shows its runs and, between them, the ticks that started none.

-- The ticks without a run of a trigger, the newest first. Most ticks start one, so it stays small.
CREATE INDEX tick_without_run ON tick (trigger, id DESC) WHERE run IS NULL;

-- The runs of a Dag that are about a time.
CREATE INDEX run_by_logical_time ON run (dag, logical_time);
