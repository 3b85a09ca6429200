package dev.millrace.api.gantt;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When the attempts of a run did what.
 *
 * @param previous the newest run of the same Dag before it that succeeded; absent: there is none
 * @param attempts those that told something; their times and states are in the run's steps
 * @param complete false when the run has more phases and cells than one answer carries
 */
record Gantt(@Nullable UUID previous, List<AttemptTimeline> attempts, boolean complete) {}
