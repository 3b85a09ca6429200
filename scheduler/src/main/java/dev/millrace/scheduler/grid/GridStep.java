package dev.millrace.scheduler.grid;

import org.jspecify.annotations.Nullable;

/**
 * A row of the grid.
 *
 * @param id the step's id in the Dag
 * @param title null: it has none, or its version cannot be read
 * @param group the group in which people see it; null: none
 */
public record GridStep(String id, @Nullable String title, @Nullable String group) {}
