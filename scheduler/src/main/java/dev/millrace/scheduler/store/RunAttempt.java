package dev.millrace.scheduler.store;

import java.util.List;
import java.util.UUID;

/**
 * An attempt and the step of which it is one.
 *
 * @param mapPath which item of a mapped step; empty: not mapped
 * @param newest whether it is the step's newest
 */
public record RunAttempt(UUID attempt, String step, List<Integer> mapPath, boolean newest) {}
