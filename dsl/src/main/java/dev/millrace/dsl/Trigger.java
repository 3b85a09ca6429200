package dev.millrace.dsl;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.StringNode;

/**
 * What starts a Dag by itself: a schedule with a name of its own. Immutable.
 *
 * @param name unique in its Dag; {@code schedule} for the one that stands in the field of that name
 * @param schedule when
 * @param parameters values for the runs it starts; declared parameters that are not here take their
 *     defaults
 */
public record Trigger(String name, Schedule schedule, SequencedMap<String, JsonNode> parameters) {
  /** The name of the trigger that a Dag's field {@code schedule} describes. */
  public static final String SCHEDULE = "schedule";

  /**
   * Stands for one that could not be read, which has been reported, so that the others of its list
   * keep their places. Nothing judges it.
   */
  public static final Trigger UNREADABLE = of("unreadable", Schedule.cron("@hourly"));

  /** Copies what could change and brings numbers into one form. */
  public Trigger {
    parameters = JsonValues.normal(parameters);
  }

  /** A trigger without parameters. */
  public static Trigger of(String name, Schedule schedule) {
    return new Trigger(name, schedule, new LinkedHashMap<>());
  }

  /** This trigger with one more value for its runs. */
  public Trigger parameter(String parameter, JsonNode value) {
    SequencedMap<String, JsonNode> values = new LinkedHashMap<>(parameters);
    values.put(parameter, value);
    return new Trigger(name, schedule, values);
  }

  /** As {@link #parameter(String, JsonNode)} with a text. */
  public Trigger parameter(String parameter, String value) {
    return parameter(parameter, StringNode.valueOf(value));
  }

  /** As {@link #parameter(String, JsonNode)} with a whole number. */
  public Trigger parameter(String parameter, long value) {
    return parameter(parameter, LongNode.valueOf(value));
  }

  /** As {@link #parameter(String, JsonNode)} with a number. */
  public Trigger parameter(String parameter, double value) {
    return parameter(parameter, DoubleNode.valueOf(value));
  }

  /** As {@link #parameter(String, JsonNode)} with a truth value. */
  public Trigger parameter(String parameter, boolean value) {
    return parameter(parameter, BooleanNode.valueOf(value));
  }
}
