package dev.millrace.client;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as it was when it was asked for. Immutable, but for the JSON objects, which are the
 * reader's own copies.
 *
 * @param id its id
 * @param project the project's name
 * @param dag the Dag's name
 * @param dagVersion the number of the version that it runs
 * @param state where it is
 * @param stateText the state in words: which step, where, why
 * @param createdBy who or what wanted it
 * @param logicalTime the instant that it is about
 * @param createdAt when it was asked for
 * @param startedAt when its last go began; null: it is queued
 * @param endedAt null: it has not ended
 * @param parameters every declared parameter with its value
 * @param outputs its own result by name; empty while it has not ended, and where its Dag defines
 *     none
 * @param outputsAbsent why outputs that its Dag defines are not there, by name
 * @param rerun how often it was reopened, from 0
 */
public record Run(
    String id,
    String project,
    String dag,
    int dagVersion,
    RunState state,
    String stateText,
    String createdBy,
    Instant logicalTime,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    ObjectNode parameters,
    ObjectNode outputs,
    SequencedMap<String, String> outputsAbsent,
    int rerun) {

  /** Copies the map. */
  public Run {
    outputsAbsent = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(outputsAbsent));
  }

  /** Whether it succeeded. */
  public boolean succeeded() {
    return state == RunState.SUCCEEDED;
  }

  static Run of(JsonNode json) {
    var run = new Answer(json);
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    json.path("parameters")
        .properties()
        .forEach(given -> parameters.set(given.getKey(), given.getValue().path("value")));
    return new Run(
        run.text("id"),
        run.text("project"),
        run.text("dag"),
        run.number("dagVersion"),
        run.constant("state", RunState.UNKNOWN),
        run.text("stateText"),
        run.text("createdBy"),
        run.instant("logicalTime"),
        run.instant("createdAt"),
        run.instantOrNull("startedAt"),
        run.instantOrNull("endedAt"),
        parameters,
        run.object("outputs"),
        run.texts("outputsAbsent"),
        run.number("rerun"));
  }
}
