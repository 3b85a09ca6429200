/**
 * What a Dag's grid shows: its runs as columns, its steps as rows, and the ticks that started no
 * run.
 *
 * <p>Reads the tables that dispatch and trigger write, and changes nothing; it may know Dags, runs,
 * steps and ticks. A newcomer starts at {@code GridReads} for a page of the grid, and at {@code
 * GridFeed} for what changes in it.
 */
@NullMarked
package dev.millrace.scheduler.grid;

import org.jspecify.annotations.NullMarked;
