package dev.millrace.dsl;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.StringNode;

/**
 * Collects a step that is given parameters.
 *
 * @param <B> the builder itself, so that calls can be chained
 */
public abstract sealed class ParameterizedStepBuilder<B extends ParameterizedStepBuilder<B>>
    extends StepBuilder<B> permits NotebookStepBuilder, ScriptStepBuilder, ShellStepBuilder {
  final SequencedMap<String, JsonNode> parameters = new LinkedHashMap<>();

  ParameterizedStepBuilder(String id) {
    super(id);
  }

  /** Gives a parameter a JSON value; texts in it may hold templates. */
  public final B parameter(String name, JsonNode value) {
    parameters.put(name, value);
    return self();
  }

  /** Gives a parameter a text, which may hold templates, or what {@link Steps#expression} makes. */
  public final B parameter(String name, String value) {
    return parameter(name, StringNode.valueOf(value));
  }

  /** Gives a parameter a whole number. */
  public final B parameter(String name, long value) {
    return parameter(name, LongNode.valueOf(value));
  }

  /** Gives a parameter a number. */
  public final B parameter(String name, double value) {
    return parameter(name, DoubleNode.valueOf(value));
  }

  /** Gives a parameter a truth value. */
  public final B parameter(String name, boolean value) {
    return parameter(name, BooleanNode.valueOf(value));
  }
}
