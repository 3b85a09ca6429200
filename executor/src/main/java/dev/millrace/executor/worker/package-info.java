/**
 * The worker: it dials in to a server, claims attempts, runs them, and reports truthfully how each
 * ended, through outages of the server and of itself. It knows the protocol and the packages that
 * do the work, no database and no Spring. A newcomer starts at {@link
 * dev.millrace.executor.worker.Worker} and follows a grant through {@code AttemptRun}.
 */
@NullMarked
package dev.millrace.executor.worker;

import org.jspecify.annotations.NullMarked;
