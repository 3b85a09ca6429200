/**
 * Measures a whole installation: the jar that users run, its durable PostgreSQL, and workers that
 * speak the protocol over HTTP and do nothing else.
 *
 * <p>Knows the product only from outside, apart from the fake history, which it writes into the
 * tables. A newcomer adds a figure as a class with one method and calls it in {@link
 * dev.millrace.benchmarks.Bench}.
 */
@NullMarked
package dev.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
