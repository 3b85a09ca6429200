package dev.millrace.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A step of a run as it was when it was asked for.
 *
 * @param id the step's id in its Dag
 * @param type {@code notebook}, {@code shell}, …
 * @param state where it is
 * @param stateText the state in words; null: the state says it all
 * @param startedAt when its first attempt began; null: none did
 * @param endedAt null: it has not ended
 * @param outputs small values that it published, by name
 * @param attempts its tries, oldest first; none where it never left the server
 */
public record Step(
    String id,
    String type,
    StepState state,
    @Nullable String stateText,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    ObjectNode outputs,
    List<Attempt> attempts) {

  /** Copies the list. */
  public Step {
    attempts = List.copyOf(attempts);
  }

  static Step of(JsonNode json) {
    var step = new Answer(json);
    return new Step(
        step.text("step"),
        step.text("type"),
        step.constant("state", StepState.UNKNOWN),
        step.textOrNull("stateText"),
        step.instantOrNull("startedAt"),
        step.instantOrNull("endedAt"),
        step.object("outputs"),
        step.list("attempts", Attempt::of));
  }
}
