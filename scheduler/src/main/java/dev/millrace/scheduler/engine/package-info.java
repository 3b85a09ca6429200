/**
 * Decides what runs next: states and their transition tables, trigger rules, branches, the end of a
 * run, retries. Pure: it knows the JDK and {@code dev.millrace.dsl} and nothing of time, databases
 * or expressions, which reach it through {@link dev.millrace.scheduler.engine.RunView} and {@link
 * dev.millrace.scheduler.engine.StartEvaluator}. Start reading at {@link
 * dev.millrace.scheduler.engine.Decider}.
 */
@NullMarked
package dev.millrace.scheduler.engine;

import org.jspecify.annotations.NullMarked;
