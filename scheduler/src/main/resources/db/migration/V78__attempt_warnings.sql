-- The warnings of an attempt stand on its step's page, above everything else. They are few among its events, which may be
-- a hundred thousand.
CREATE INDEX attempt_event_warning ON attempt_event (attempt, seq) WHERE kind IN ('warning', 'warned');
