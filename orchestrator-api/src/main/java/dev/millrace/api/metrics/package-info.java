/**
 * Figures for Prometheus: what the process counted itself, and what the database says when it is
 * asked.
 *
 * <p>It reads queue, pools, workers, runs and triggers and changes nothing. A newcomer starts at
 * {@code MetricsController}, and at {@code Figures} for what the database is asked.
 */
@NullMarked
package dev.millrace.api.metrics;

import org.jspecify.annotations.NullMarked;
