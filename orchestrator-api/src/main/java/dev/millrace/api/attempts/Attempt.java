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
 * @param dagVersion number of the version that it ran
 * @param deployment number of the deployment whose files it was given; absent: its project had none
 * @param rerun the go of the run that it belongs to: 0 the first, else the number of the rerun
 * @param notebook path of the notebook it runs; absent when its step runs none
 * @param notebookDigest of that notebook in the snapshot; absent when there is none
 * @param environmentDigest of the lock that its environment was made from; absent while that is not
 *     told
 * @param parameters what its step gave it, resolved
 * @param failedCell number among the cells with code, from 1, as in progress
 * @param warnings what people should know of it, such as patterns of artifacts that named no file;
 *     at most 50
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
    int dagVersion,
    @Nullable Integer deployment,
    int rerun,
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
    List<Secret> secrets,
    List<Warning> warnings,
    boolean hasNotebook,
    long lastEventSeq) {

  /**
   * Something people should know.
   *
   * @param code a stable word; absent where the notebook itself warns
   */
  record Warning(@Nullable String code, String message) {
    static Warning of(dev.millrace.scheduler.store.AttemptEvent event) {
      return new Warning(
          event.data().path("code").asString(null), event.data().path("message").asString(""));
    }
  }

  /** A secret that it was given, by name and version; its value is nowhere. */
  record Secret(String name, int version) {}

  /** A file of an upstream step that it was given. */
  record Input(String path, String digest, String producer) {}

  static Attempt of(
      AttemptRecord attempt,
      List<Warning> warnings,
      @Nullable String notebook,
      @Nullable String notebookDigest,
      LiveNotebook.@Nullable Progress progress) {
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
        brief.dagVersion(),
        attempt.deployment(),
        attempt.rerun(),
        attempt.snapshot(),
        notebook,
        notebookDigest,
        attempt.kernel(),
        attempt.environmentDigest(),
        attempt.parameters(),
        brief.failedCell(),
        progress,
        attempt.outputs(),
        attempt.inputs().stream().map(i -> new Input(i.path(), i.digest(), i.producer())).toList(),
        attempt.secrets().stream().map(s -> new Secret(s.name(), s.version())).toList(),
        warnings,
        notebook != null,
        attempt.storedEvents());
  }
}
