/** Tests of the engine. Start at {@code TestRun}, a run in memory. */
@NullMarked
package dev.millrace.scheduler.engine;

import org.jspecify.annotations.NullMarked;
