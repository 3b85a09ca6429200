/**
 * One try of a step over HTTP: its notebook as it executes, its log, its events, the files it
 * published; and the notebook that the server finishes when its worker is gone.
 *
 * <p>Reads the scheduler's read models and folds notebooks with the executor's own document; runs
 * nothing. A newcomer starts at {@code AttemptController} and then at {@code AttemptNotebooks}.
 */
@NullMarked
package dev.millrace.api.attempts;

import org.jspecify.annotations.NullMarked;
