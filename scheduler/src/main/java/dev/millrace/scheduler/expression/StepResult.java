package dev.millrace.scheduler.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/** What the expressions of a step come to when it may start. */
public sealed interface StepResult {
  /** Its {@code when} is false: the step is skipped. */
  enum ConditionFalse implements StepResult {
    CONDITION_FALSE
  }

  /**
   * It is a branch over conditions.
   *
   * @param next the ids it chose; empty: none
   */
  record Chosen(List<String> next) implements StepResult {
    public Chosen {
      next = List.copyOf(next);
    }
  }

  /**
   * It starts with these values.
   *
   * @param parameters of its notebook, script or shell, templates resolved; what {@code
   *     parametersRaw} gives is not among them
   * @param env its environment variables, the Dag's defaults included
   */
  record Resolved(SequencedMap<String, JsonNode> parameters, SequencedMap<String, String> env)
      implements StepResult {
    public Resolved {
      parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
      env = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(env));
    }
  }
}
