/**
 * When the attempts of a run did what: the Gantt chart, and the cells that took longest.
 *
 * <p>A newcomer starts at {@code GanttController}.
 */
@NullMarked
package dev.millrace.api.gantt;

import org.jspecify.annotations.NullMarked;
