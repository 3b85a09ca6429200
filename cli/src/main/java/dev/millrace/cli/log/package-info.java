/**
 * The lines of the log: one form for people, one for programs.
 *
 * <p>It knows the logging library and nothing of what is logged. A newcomer starts at {@code
 * LineLayout}.
 */
@NullMarked
package dev.millrace.cli.log;

import org.jspecify.annotations.NullMarked;
