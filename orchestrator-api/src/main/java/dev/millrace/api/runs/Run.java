package dev.millrace.api.runs;

import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.RunRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A run as people and programs see it.
 *
 * @param stateText the state in words: which step, where, why
 * @param durationSeconds from start to end; absent while it runs
 * @param parameters every declared one, and what a notebook that runs as it is was given
 * @param parametersOmitted true in a list if the parameters take more than 4 KiB together: then
 *     they are left out, and the run itself has them; absent: they are here
 * @param outputs its own result, as its Dag defines it; absent while it has not ended, and where
 *     the Dag defines none
 * @param outputsAbsent why outputs that the Dag defines are not there, by name; absent: all are
 * @param counts how many steps are in which state; every state has a number
 * @param quarantine why it cannot go on; absent as a rule. Nothing more of it starts; a cancel ends
 *     it
 * @param rerun how often it was reopened; absent: never. Its start and end are those of its last go
 * @param lastEventSeq number of its newest event: live streams go on from here
 */
record Run(
    UUID id,
    String project,
    String dag,
    int dagVersion,
    @Nullable String snapshot,
    RunState state,
    String stateText,
    String createdBy,
    Trigger trigger,
    Instant logicalTime,
    @Nullable Instant dataIntervalStart,
    @Nullable Instant dataIntervalEnd,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Double durationSeconds,
    Map<String, Value> parameters,
    @Nullable Boolean parametersOmitted,
    @Nullable JsonNode outputs,
    @Nullable Map<String, String> outputsAbsent,
    Map<String, Integer> counts,
    @Nullable Instant cancelRequestedAt,
    @Nullable String note,
    @Nullable String quarantine,
    @Nullable Integer rerun,
    long lastEventSeq) {

  /**
   * What started it.
   *
   * @param kind {@code manual}, {@code schedule}, …
   * @param name the trigger's name; absent for a run that somebody started
   */
  record Trigger(String kind, @Nullable String name) {}

  /** A parameter's value and where it comes from. */
  record Value(JsonNode value, Source source) {}

  enum Source {
    /** The caller gave it. */
    GIVEN,
    /** The Dag's default. */
    DEFAULT
  }

  /** The most bytes of JSON that a run's parameters may take to be carried by lists. */
  private static final int LISTED_BYTES = 4 * 1024;

  /** A run by itself, with all that is known of it. */
  static Run of(RunRecord run) {
    return of(run, false);
  }

  /** A run in a list. */
  static Run listed(RunRecord run) {
    return of(
        run, Json.write(run.parameters()).getBytes(StandardCharsets.UTF_8).length > LISTED_BYTES);
  }

  private static Run of(RunRecord run, boolean withoutParameters) {
    return build(
        run,
        withoutParameters ? Map.of() : parameters(run),
        withoutParameters ? Boolean.TRUE : null);
  }

  private static Map<String, Value> parameters(RunRecord run) {
    Map<String, Value> parameters = new LinkedHashMap<>();
    run.parameters()
        .properties()
        .forEach(
            p ->
                parameters.put(
                    p.getKey(),
                    new Value(
                        p.getValue(),
                        run.givenParameters().contains(p.getKey())
                            ? Source.GIVEN
                            : Source.DEFAULT)));
    return parameters;
  }

  private static Run build(
      RunRecord run, Map<String, Value> parameters, @Nullable Boolean parametersOmitted) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (StepState state : StepState.values()) {
      counts.put(state.wireName(), run.counts().of(state));
    }
    return new Run(
        run.id(),
        run.project(),
        run.dag(),
        run.dagVersion(),
        run.snapshot(),
        run.state(),
        RunWords.of(run),
        run.createdBy(),
        new Trigger(run.triggerKind(), run.triggerName()),
        run.logicalTime(),
        run.dataIntervalStart(),
        run.dataIntervalEnd(),
        run.createdAt(),
        run.startedAt(),
        run.endedAt(),
        seconds(run.startedAt(), run.endedAt()),
        parameters,
        parametersOmitted,
        run.outputs(),
        run.outputsAbsent().isEmpty() ? null : run.outputsAbsent(),
        counts,
        run.cancelRequestedAt(),
        run.note(),
        run.quarantine(),
        run.rerun() == 0 ? null : run.rerun(),
        run.lastEventSeq());
  }

  private static @Nullable Double seconds(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null ? null : Duration.between(from, to).toMillis() / 1000.0;
  }
}
