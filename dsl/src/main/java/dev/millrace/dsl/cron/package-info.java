/**
 * Cron arithmetic on {@code java.time}: what a cron text means, and at which instants it ticks.
 *
 * <p>This package knows the JDK and nothing else; it takes instants and zones and never looks at a
 * clock. A newcomer starts at {@code CronExpression}.
 */
@NullMarked
package dev.millrace.dsl.cron;

import org.jspecify.annotations.NullMarked;
