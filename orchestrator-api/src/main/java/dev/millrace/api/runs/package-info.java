/**
 * Runs and their steps over HTTP: starting, cancelling, reading, in the words people use.
 *
 * <p>Reads through the scheduler's read models and changes through its dispatcher; knows no SQL of
 * runs. A newcomer starts at {@code RunController}.
 */
@NullMarked
package dev.millrace.api.runs;

import org.jspecify.annotations.NullMarked;
