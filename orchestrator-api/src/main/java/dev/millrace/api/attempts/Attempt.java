package dev.millrace.api.attempts;

import dev.millrace.scheduler.engine.AttemptPhase;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import dev.millrace.scheduler.store.AttemptBrief;
import dev.millrace.scheduler.store.AttemptRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One try of a step.
 *
 * @param notebook path of the notebook it runs; absent when its step runs none
 * @param failedCell number among the cells with code, from 1, as in progress
 * @param progress which code cell runs, of how many; only while it runs
 */
record Attempt(
    UUID id,
    int number,
    AttemptState state,
    @Nullable AttemptPhase phase,
    @Nullable Cause cause,
    @Nullable String message,
    @Nullable String worker,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    UUID run,
    String step,
    List<Integer> mapPath,
    long epoch,
    @Nullable String snapshot,
    @Nullable String notebook,
    @Nullable String notebookDigest,
    @Nullable String kernel,
    @Nullable String environmentDigest,
    JsonNode parameters,
    @Nullable Integer failedCell,
    LiveNotebook.@Nullable Progress progress,
    @Nullable JsonNode outputs,
    List<Input> inputs,
    boolean hasNotebook,
    long lastEventSeq) {

  /** A file of an upstream step that it was given. */
  record Input(String path, String digest, String producer) {}

  static Attempt of(
      AttemptRecord attempt, @Nullable String notebook, LiveNotebook.@Nullable Progress progress) {
    AttemptBrief brief = attempt.brief();
    return new Attempt(
        brief.id(),
        brief.number(),
        brief.state(),
        brief.phase(),
        brief.cause(),
        brief.message(),
        brief.worker(),
        brief.createdAt(),
        brief.startedAt(),
        brief.endedAt(),
        attempt.run(),
        attempt.step(),
        attempt.mapPath(),
        attempt.epoch(),
        attempt.snapshot(),
        notebook,
        attempt.notebookDigest(),
        attempt.kernel(),
        attempt.environmentDigest(),
        attempt.parameters(),
        brief.failedCell(),
        progress,
        attempt.outputs(),
        attempt.inputs().stream().map(i -> new Input(i.path(), i.digest(), i.producer())).toList(),
        notebook != null,
        attempt.storedEvents());
  }
}
