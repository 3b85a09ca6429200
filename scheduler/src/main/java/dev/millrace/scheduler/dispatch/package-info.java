/**
 * Runs, the queue and the workers that empty it: everything that changes a run's state, in
 * transactions that load, ask {@code engine}, apply and ring. It knows SQL and the engine, but
 * neither HTTP nor what a step does. A newcomer starts at {@link
 * dev.millrace.scheduler.dispatch.Queue} and follows one step from claim to completion.
 */
@NullMarked
package dev.millrace.scheduler.dispatch;

import org.jspecify.annotations.NullMarked;
