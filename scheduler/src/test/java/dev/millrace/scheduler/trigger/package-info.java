/** What must hold of schedules: decided ticks by example, and every promise on a real database. */
@NullMarked
package dev.millrace.scheduler.trigger;

import org.jspecify.annotations.NullMarked;
