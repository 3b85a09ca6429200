/**
 * Why a run or a step does not move: every reason that holds now, and what would end it.
 *
 * <p>Reads the tables that dispatch writes, each in its own committed state, and changes nothing;
 * it may know runs, steps, the queue, pools and workers. A newcomer starts at {@code Whys}, and at
 * {@code Reason} for all that can be said, about a run, a step or a pool.
 */
@NullMarked
package dev.millrace.scheduler.why;

import org.jspecify.annotations.NullMarked;
