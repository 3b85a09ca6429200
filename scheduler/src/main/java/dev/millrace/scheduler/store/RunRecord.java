package dev.millrace.scheduler.store;

import dev.millrace.scheduler.engine.RunState;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as pages show it.
 *
 * @param id its id; greater for a newer run
 * @param projectId the project's id
 * @param project the project's name
 * @param dagId the Dag's id
 * @param dag the Dag's name
 * @param dagVersionId the version's id
 * @param dagVersion the version's number
 * @param snapshot digest of its files; null: none
 * @param state where it is
 * @param stateText its end in words; null while it has nothing to say
 * @param createdBy who wanted it
 * @param triggerKind {@code manual}, {@code schedule}, …
 * @param triggerName the trigger's name; null: somebody started it
 * @param logicalTime the instant that it is about
 * @param dataIntervalStart null: none
 * @param dataIntervalEnd null: none
 * @param createdAt when it was asked for
 * @param startedAt when it left the queue of runs; null: not yet
 * @param endedAt null: not yet
 * @param parameters every declared parameter with its value
 * @param givenParameters names of those that the caller gave
 * @param outputs its own result; null: its Dag defines none, or it has not ended
 * @param outputsAbsent why outputs that its Dag defines are not there, by name
 * @param counts its steps by state
 * @param cancelRequestedAt null: nobody cancelled it
 * @param note null: none
 * @param quarantine why it cannot be decided and is quarantined; null if it is not
 * @param rerun how often it was reopened
 * @param lastEventSeq number of its newest event
 */
public record RunRecord(
    UUID id,
    UUID projectId,
    String project,
    UUID dagId,
    String dag,
    UUID dagVersionId,
    int dagVersion,
    @Nullable String snapshot,
    RunState state,
    @Nullable String stateText,
    String createdBy,
    String triggerKind,
    @Nullable String triggerName,
    Instant logicalTime,
    @Nullable Instant dataIntervalStart,
    @Nullable Instant dataIntervalEnd,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    ObjectNode parameters,
    Set<String> givenParameters,
    @Nullable ObjectNode outputs,
    Map<String, String> outputsAbsent,
    StepCounts counts,
    @Nullable Instant cancelRequestedAt,
    @Nullable String note,
    @Nullable String quarantine,
    int rerun,
    long lastEventSeq) {}
