package dev.millrace.scheduler.store;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The runs of the same Dag that were made before and after a run.
 *
 * @param previous null: it is the first
 * @param next null: it is the newest
 */
public record Neighbours(@Nullable UUID previous, @Nullable UUID next) {}
