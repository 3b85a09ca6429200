package dev.millrace.scheduler.trigger;

import java.time.Duration;
import java.util.UUID;

/**
 * When a trigger wants to be looked at again.
 *
 * @param trigger its id
 * @param in from now on, by the database's clock; may be negative
 */
record Wake(UUID trigger, Duration in) {}
