-- The newest successful runs of a Dag by what they are about: a report's link leads to the latest of them, however many
-- runs failed since.
CREATE INDEX run_succeeded ON run (dag, logical_time DESC, id DESC) WHERE state = 'succeeded';
