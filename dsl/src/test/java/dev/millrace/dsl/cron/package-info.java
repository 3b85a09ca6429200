/**
 * What must hold of cron arithmetic: recorded ticks, a brute-force oracle around every clock change
 * of many zones, and texts that are refused.
 *
 * <p>The oracle looks at every minute and shares no code with what it judges. A newcomer starts at
 * {@code CronConformanceTest}.
 */
@NullMarked
package dev.millrace.dsl.cron;

import org.jspecify.annotations.NullMarked;
