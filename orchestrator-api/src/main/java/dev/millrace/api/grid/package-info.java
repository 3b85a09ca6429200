/**
 * A Dag's grid over HTTP: its newest runs with the state of every step, in one answer.
 *
 * <p>Reads through the scheduler's {@code GridReads}; what changes afterwards comes by the live
 * stream. A newcomer starts at {@code GridController}.
 */
@NullMarked
package dev.millrace.api.grid;

import org.jspecify.annotations.NullMarked;
