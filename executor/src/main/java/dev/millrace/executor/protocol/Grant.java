package dev.millrace.executor.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.executor.masking.Mask;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One attempt leased to this worker, with everything needed to run it. Expressions are resolved: a
 * worker evaluates nothing.
 *
 * @param attempt the attempt's id
 * @param epoch the fencing number that every later write about this attempt names
 * @param number which try of the step this is, from 1
 * @param run the run's id
 * @param step the step's id within its Dag
 * @param mapPath which item of a mapped step this is; empty for an ordinary one
 * @param project the project's name
 * @param dag the Dag's name; the notebook's path when a notebook runs as it is
 * @param dagVersion the Dag's version, from 1
 * @param snapshot digest of the files the attempt sees; empty: the project has no files, and
 *     nothing is to be fetched
 * @param slots how many of the worker's slots it takes, from 1
 * @param stepDefinition the effective step (defaults applied) as canonical JSON of {@code dsl}
 * @param parameters the step's own parameters, a JSON object of resolved values
 * @param runParameters the Dag's parameters with the run's values, a JSON object
 * @param env the step's {@code env}, resolved
 * @param secrets the values of the step's secrets by the variables that get them; stored nowhere
 * @param timeoutSeconds from the kernel's readiness or the process's start
 * @param cellTimeoutSeconds for each cell; null: no limit of its own
 * @param logicalTime the run's logical time
 * @param dataIntervalStart start of the run's data interval, null when it has none
 * @param dataIntervalEnd end of the run's data interval, null when it has none
 * @param artifacts files published by all upstream steps, direct and transitive
 * @param refusal why it cannot run at all; null: it can
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Grant(
    UUID attempt,
    long epoch,
    int number,
    UUID run,
    String step,
    List<Integer> mapPath,
    String project,
    String dag,
    int dagVersion,
    String snapshot,
    int slots,
    JsonNode stepDefinition,
    JsonNode parameters,
    JsonNode runParameters,
    Map<String, String> env,
    Map<String, SecretText> secrets,
    long timeoutSeconds,
    @Nullable Long cellTimeoutSeconds,
    Instant logicalTime,
    @Nullable Instant dataIntervalStart,
    @Nullable Instant dataIntervalEnd,
    List<InputArtifact> artifacts,
    @Nullable Refusal refusal) {
  public Grant {
    mapPath = WorkerProtocol.orEmpty(mapPath);
    env = env == null ? Map.of() : Map.copyOf(env);
    secrets = secrets == null ? Map.of() : Map.copyOf(secrets);
    artifacts = WorkerProtocol.orEmpty(artifacts);
  }

  /** What must not be seen of what the attempt prints and publishes. */
  public Mask mask() {
    return Mask.of(secrets.values().stream().map(SecretText::reveal).toList());
  }
}
