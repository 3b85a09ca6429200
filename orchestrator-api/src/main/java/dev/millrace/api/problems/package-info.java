/**
 * What the service answers when it says no: RFC 9457 problem documents with a code, a place and a
 * hint.
 *
 * <p>Knows HTTP and what the scheduler throws, nothing of identity or runs, so every other package
 * may use it. A newcomer starts at {@link dev.millrace.api.problems.Problem}, throws {@link
 * dev.millrace.api.problems.ProblemException} and leaves the rest to the handler.
 */
@NullMarked
package dev.millrace.api.problems;

import org.jspecify.annotations.NullMarked;
