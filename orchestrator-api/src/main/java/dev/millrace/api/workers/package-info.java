/**
 * The worker protocol over HTTP, and the pools and workers as operators see them.
 *
 * <p>Translates between the protocol's records and the dispatcher's, and streams files; decides
 * nothing about runs. A newcomer starts at {@code WorkerSessionController}.
 */
@NullMarked
package dev.millrace.api.workers;

import org.jspecify.annotations.NullMarked;
