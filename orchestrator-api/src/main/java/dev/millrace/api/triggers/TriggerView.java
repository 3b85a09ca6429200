package dev.millrace.api.triggers;

import dev.millrace.scheduler.trigger.TriggerRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A trigger as clients read it.
 *
 * @param schedule as in the definition: {@code cron} or {@code every}, {@code zone}, {@code
 *     interval}, {@code start}, {@code end}, {@code catchup}, {@code maxCatchup}, {@code overlap};
 *     what is a default is absent
 * @param parameters values it gives to its runs
 * @param archived it is gone from the definition; its ticks stay
 * @param nextTickAt absent when it never ticks again. While it is paused, its ticks are missed
 */
record TriggerView(
    String project,
    String dag,
    String name,
    String kind,
    JsonNode schedule,
    JsonNode parameters,
    boolean paused,
    boolean archived,
    @Nullable Instant nextTickAt,
    Instant createdAt,
    Instant updatedAt) {
  static TriggerView of(String project, String dag, TriggerRecord trigger) {
    return new TriggerView(
        project,
        dag,
        trigger.name(),
        trigger.kind(),
        trigger.schedule(),
        trigger.parameters(),
        trigger.paused(),
        trigger.archived(),
        trigger.nextTickAt(),
        trigger.createdAt(),
        trigger.updatedAt());
  }
}
