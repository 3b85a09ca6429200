/**
 * Judges definitions and parameter values and reports every problem at once, each with its place
 * and a hint.
 *
 * <p>This package knows the model and nothing else; text formats call it and tell it, by a {@code
 * SourceMap}, where things were written. A newcomer starts at {@code DagValidator}.
 */
@NullMarked
package dev.millrace.dsl.validation;

import org.jspecify.annotations.NullMarked;
