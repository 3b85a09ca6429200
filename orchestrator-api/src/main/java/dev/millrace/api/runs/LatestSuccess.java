package dev.millrace.api.runs;

import java.util.UUID;

/**
 * The attempt that counts as the latest success of a step.
 *
 * @param run the successful run that it belongs to
 */
record LatestSuccess(UUID run, UUID attempt) {}
