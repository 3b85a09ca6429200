/**
 * What a Dag <em>is</em>: immutable records, their builders, and nothing that runs.
 *
 * <p>This package knows neither Spring nor SQL nor an expression library. A newcomer starts at
 * {@code Dag}.
 */
@NullMarked
package dev.millrace.dsl;

import org.jspecify.annotations.NullMarked;
