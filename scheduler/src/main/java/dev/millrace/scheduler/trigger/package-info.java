/**
 * What starts Dags by itself: which ticks of a schedule are due, what becomes of each, and who
 * looks when.
 *
 * <p>Ticks come from a trigger's own watermark, and a tick is one row, so that looking twice, or at
 * the same time from two servers, changes nothing; alarm and poll only say that it is time to look.
 * A newcomer starts at {@code Ticker}, then {@code TickPlan}, which decides without a database.
 */
@NullMarked
package dev.millrace.scheduler.trigger;

import org.jspecify.annotations.NullMarked;
