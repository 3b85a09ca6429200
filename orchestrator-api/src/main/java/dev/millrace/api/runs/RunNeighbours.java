package dev.millrace.api.runs;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The runs of the same Dag that were made before and after a run.
 *
 * @param previous absent: it is the first
 * @param next absent: it is the newest
 */
record RunNeighbours(@Nullable UUID previous, @Nullable UUID next) {}
