package dev.millrace.client;

import dev.millrace.dsl.NonFinite;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * What a run is to be started with. Immutable; the methods return a changed copy. Begins with
 * {@link #PLAIN} or {@code with(…)}, further parameters are added by {@code and(…)}.
 */
public final class TriggerRequest {
  /** Every parameter has its default, and the run is about now. */
  public static final TriggerRequest PLAIN =
      new TriggerRequest(JsonNodeFactory.instance.objectNode(), null, null, null, null);

  private final ObjectNode parameters;
  private final @Nullable Instant logicalTime;
  private final @Nullable Integer version;
  private final @Nullable String note;
  private final @Nullable String idempotencyKey;

  private TriggerRequest(
      ObjectNode parameters,
      @Nullable Instant logicalTime,
      @Nullable Integer version,
      @Nullable String note,
      @Nullable String idempotencyKey) {
    this.parameters = parameters;
    this.logicalTime = logicalTime;
    this.version = version;
    this.note = note;
    this.idempotencyKey = idempotencyKey;
  }

  /** One with a parameter. */
  public static TriggerRequest with(String parameter, JsonNode value) {
    return PLAIN.and(parameter, value);
  }

  /** One with a parameter that is a text, a date or a datetime. */
  public static TriggerRequest with(String parameter, String value) {
    return PLAIN.and(parameter, value);
  }

  /** One with a parameter that is a whole number. */
  public static TriggerRequest with(String parameter, long value) {
    return PLAIN.and(parameter, value);
  }

  /** One with a parameter that is a number; NaN and the infinities are numbers, too. */
  public static TriggerRequest with(String parameter, double value) {
    return PLAIN.and(parameter, value);
  }

  /** One with a parameter that is a truth value. */
  public static TriggerRequest with(String parameter, boolean value) {
    return PLAIN.and(parameter, value);
  }

  /** The same with one more parameter; given twice, the last value counts. */
  public TriggerRequest and(String parameter, JsonNode value) {
    ObjectNode more = parameters.deepCopy();
    more.set(parameter, NonFinite.encoded(value.deepCopy()));
    return new TriggerRequest(more, logicalTime, version, note, idempotencyKey);
  }

  /** As {@link #and(String, JsonNode)} with a text, a date or a datetime. */
  public TriggerRequest and(String parameter, String value) {
    return and(parameter, StringNode.valueOf(value));
  }

  /** As {@link #and(String, JsonNode)} with a whole number. */
  public TriggerRequest and(String parameter, long value) {
    return and(parameter, LongNode.valueOf(value));
  }

  /** As {@link #and(String, JsonNode)} with a number. */
  public TriggerRequest and(String parameter, double value) {
    return and(parameter, DoubleNode.valueOf(value));
  }

  /** As {@link #and(String, JsonNode)} with a truth value. */
  public TriggerRequest and(String parameter, boolean value) {
    return and(parameter, BooleanNode.valueOf(value));
  }

  /** The same about that instant instead of now. */
  public TriggerRequest logicalTime(Instant instant) {
    return new TriggerRequest(parameters, instant, version, note, idempotencyKey);
  }

  /**
   * The same on that version of the Dag instead of the current one.
   *
   * @param number from 1
   */
  public TriggerRequest version(int number) {
    return new TriggerRequest(parameters, logicalTime, number, note, idempotencyKey);
  }

  /** The same with a note that is shown with the run. */
  public TriggerRequest note(String text) {
    return new TriggerRequest(parameters, logicalTime, version, text, idempotencyKey);
  }

  /**
   * The same under a key: however often it is sent by the same principal within a day, one run
   * starts, and each answer is that of the first. A key with another request is refused.
   */
  public TriggerRequest idempotencyKey(String key) {
    return new TriggerRequest(parameters, logicalTime, version, note, key);
  }

  @Nullable String key() {
    return idempotencyKey;
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("parameters", parameters);
    if (logicalTime != null) {
      json.put("logicalTime", logicalTime.toString());
    }
    if (version != null) {
      json.put("version", version);
    }
    if (note != null) {
      json.put("note", note);
    }
    return json;
  }
}
