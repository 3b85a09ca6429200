package dev.millrace.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/**
 * What a rerun did, or would do.
 *
 * @param run the run afterwards
 * @param steps the steps that go again, each with the state that it had
 * @param number 1, 2, 3, … of its run; 0: it was only asked what would be
 */
public record Reopened(Run run, SequencedMap<String, StepState> steps, int number) {
  /** Copies the map. */
  public Reopened {
    steps = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(steps));
  }

  static Reopened of(JsonNode json) {
    var answer = new Answer(json);
    SequencedMap<String, StepState> steps = new LinkedHashMap<>();
    answer
        .list("touched", step -> step)
        .forEach(step -> steps.put(step.text("step"), step.constant("state", StepState.UNKNOWN)));
    return new Reopened(Run.of(json.path("run")), steps, answer.number("rerun"));
  }
}
