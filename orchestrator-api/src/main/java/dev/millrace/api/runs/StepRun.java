package dev.millrace.api.runs;

import dev.millrace.api.dags.StepWork;
import dev.millrace.dsl.Step;
import dev.millrace.dsl.StepType;
import dev.millrace.dsl.TriggerRule;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.StepEndRecord;
import dev.millrace.scheduler.store.StepRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A step of a run.
 *
 * @param stateText the state in words, when there is more to say than the state
 * @param mapPath which item of a mapped step; empty: not mapped
 * @param work what it does by the definition that the run has now
 * @param group the group in which the definition has it
 * @param attempts its tries, oldest first
 * @param ends what its earlier ends were, before reruns reopened it, oldest first; absent: none
 */
record StepRun(
    UUID id,
    UUID run,
    String step,
    List<Integer> mapPath,
    StepType type,
    @Nullable String title,
    @Nullable String group,
    StepWork work,
    StepState state,
    @Nullable String stateText,
    TriggerRule triggerRule,
    List<String> dependsOn,
    List<AttemptBrief> attempts,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant notBefore,
    @Nullable JsonNode outputs,
    @Nullable JsonNode parameters,
    @Nullable List<String> branchChoice,
    int userRetries,
    int platformRetries,
    @Nullable String message,
    @Nullable List<End> ends) {

  /**
   * An end that a rerun undid.
   *
   * @param rerun the go that it ended: 0 the first, else the number of the rerun
   * @param attempt the attempt that ended it; absent: it ended without one
   */
  record End(
      int rerun,
      @Nullable UUID attempt,
      StepState state,
      @Nullable String message,
      @Nullable JsonNode outputs,
      @Nullable List<String> branchChoice,
      Instant at) {
    static End of(StepEndRecord end) {
      return new End(
          end.rerun(),
          end.attempt(),
          end.state(),
          end.message(),
          end.outputs(),
          end.branchChoice(),
          end.at());
    }
  }

  static StepRun of(StepRecord record, Step definition) {
    return new StepRun(
        record.id(),
        record.run(),
        record.step(),
        record.mapPath(),
        definition.type(),
        definition.settings().title(),
        definition.settings().group(),
        StepWork.of(definition),
        record.state(),
        words(record),
        definition.triggerRule(),
        definition.dependsOn(),
        record.attempts().stream().map(AttemptBrief::of).toList(),
        record.startedAt(),
        record.endedAt(),
        record.notBefore(),
        record.outputs(),
        record.parameters(),
        record.branchChoice(),
        record.userRetries(),
        record.platformRetries(),
        record.message(),
        record.ends().isEmpty() ? null : record.ends().stream().map(End::of).toList());
  }

  private static @Nullable String words(StepRecord step) {
    return switch (step.state()) {
      case READY -> step.pool() == null ? null : "waits for a worker of pool " + step.pool();
      case RETRY_WAIT ->
          "tries again at "
              + step.notBefore()
              + (step.message() == null ? "" : ": " + step.message());
      case WAITING, RUNNING, SUCCEEDED, FAILED, SKIPPED, UPSTREAM_FAILED, CANCELLED ->
          step.message() == null ? null : step.state().wireName() + ": " + step.message();
    };
  }
}
