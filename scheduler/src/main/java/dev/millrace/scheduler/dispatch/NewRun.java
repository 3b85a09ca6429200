package dev.millrace.scheduler.dispatch;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run that somebody wants.
 *
 * @param dag the Dag's id, implicit Dags included
 * @param dagVersion which version; null: the Dag's current one
 * @param parameters the values that the caller gives; declared ones that are not given take their
 *     defaults
 * @param logicalTime the instant that the run is about; null: the database's now
 * @param dataIntervalStart null: none
 * @param dataIntervalEnd null: none
 * @param createdBy who wants it, as a word for people
 * @param runAs the principal whose rights its steps have; null: nobody's
 * @param note shown with the run; null: none
 * @param tick the tick that starts it; null: somebody started it by hand
 */
public record NewRun(
    UUID dag,
    @Nullable UUID dagVersion,
    ObjectNode parameters,
    @Nullable Instant logicalTime,
    @Nullable Instant dataIntervalStart,
    @Nullable Instant dataIntervalEnd,
    String createdBy,
    @Nullable UUID runAs,
    @Nullable String note,
    @Nullable Tick tick) {

  /** A run that somebody starts by hand. */
  public NewRun(
      UUID dag,
      @Nullable UUID dagVersion,
      ObjectNode parameters,
      @Nullable Instant logicalTime,
      @Nullable Instant dataIntervalStart,
      @Nullable Instant dataIntervalEnd,
      String createdBy,
      @Nullable UUID runAs,
      @Nullable String note) {
    this(
        dag,
        dagVersion,
        parameters,
        logicalTime,
        dataIntervalStart,
        dataIntervalEnd,
        createdBy,
        runAs,
        note,
        null);
  }

  /**
   * What starts a run without a person.
   *
   * @param kind the trigger's kind, such as {@code schedule}
   * @param trigger the trigger's id
   * @param name the trigger's name
   * @param at the tick's instant
   * @param alone whether the run waits until no other run of its Dag is active
   */
  public record Tick(String kind, UUID trigger, String name, Instant at, boolean alone) {}

  /** What kind of trigger starts it; {@code manual}: none. */
  String triggerKind() {
    return tick == null ? "manual" : tick.kind();
  }

  /** The trigger that starts it; null: none. */
  @Nullable UUID trigger() {
    return tick == null ? null : tick.trigger();
  }

  /** Whether it waits until no other run of its Dag is active. */
  boolean alone() {
    return tick != null && tick.alone();
  }
}
