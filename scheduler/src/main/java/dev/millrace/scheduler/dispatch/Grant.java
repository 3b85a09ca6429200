package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.EffectiveStep;
import dev.millrace.scheduler.secret.SecretGrant;
import java.time.Instant;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An attempt leased to a worker, with all that is needed to run it.
 *
 * @param attempt its id
 * @param epoch the lease's fencing number; every write about the attempt names it
 * @param number which try of the step, from 1
 * @param run the run's id
 * @param step the step's id in its Dag
 * @param mapPath which item of a mapped step; empty: not mapped
 * @param project the project's name
 * @param projectId the project's id
 * @param dag the Dag's name
 * @param dagVersion the version's number
 * @param snapshot digest of the files; null: the project has none
 * @param slots how many slots it takes
 * @param definition the step with its defaults resolved
 * @param impliedEnvironment whether the definition's environment is the project's requirements
 *     file, which no step names
 * @param parameters the step's parameters, expressions evaluated
 * @param runParameters the run's parameters
 * @param env the step's environment variables, expressions evaluated
 * @param secrets the values of its secrets, or why it cannot have them
 * @param logicalTime the instant that the run is about
 * @param dataIntervalStart null: none
 * @param dataIntervalEnd null: none
 * @param artifacts what all upstream steps published, direct and transitive
 */
public record Grant(
    UUID attempt,
    long epoch,
    int number,
    UUID run,
    String step,
    List<Integer> mapPath,
    String project,
    UUID projectId,
    String dag,
    int dagVersion,
    @Nullable String snapshot,
    int slots,
    EffectiveStep definition,
    boolean impliedEnvironment,
    ObjectNode parameters,
    ObjectNode runParameters,
    SequencedMap<String, String> env,
    SecretGrant secrets,
    Instant logicalTime,
    @Nullable Instant dataIntervalStart,
    @Nullable Instant dataIntervalEnd,
    List<InputArtifact> artifacts) {}
