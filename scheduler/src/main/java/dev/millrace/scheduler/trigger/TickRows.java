package dev.millrace.scheduler.trigger;

import dev.millrace.scheduler.store.Ids;
import dev.millrace.scheduler.store.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** Writes what became of ticks. {@code UNIQUE (trigger, key)} is what makes a tick one run. */
final class TickRows {
  private static final String INSERT =
      """
      INSERT INTO tick (id, trigger, key, until, count, payload, outcome, reason)
      VALUES (:id, :trigger, :key, :until, :count, :payload::json, :outcome, :reason)
      ON CONFLICT (trigger, key) DO NOTHING
      """;

  private static final String SET_RUN = "UPDATE tick SET run = :run WHERE id = :id";

  private static final String UNFINISHED =
      "SELECT id FROM run WHERE dag = :dag AND ended_at IS NULL ORDER BY id LIMIT 1";

  private final JdbcClient jdbc;
  private final Ids ids;

  TickRows(JdbcClient jdbc, Ids ids) {
    this.jdbc = jdbc;
    this.ids = ids;
  }

  /** The tick's row, before its run is made; empty when the tick has one already. */
  Optional<UUID> insert(UUID trigger, Instant tick, @Nullable ObjectNode payload) {
    UUID id = ids.next();
    return insert(id, trigger, tick, null, 1, payload, TickOutcome.RUN, null) == 1
        ? Optional.of(id)
        : Optional.empty();
  }

  void setRun(UUID tick, UUID run) {
    jdbc.sql(SET_RUN).param("id", tick).param("run", run).update();
  }

  /** A tick, or several that follow each other, without a run. */
  void insertWithout(
      UUID trigger,
      Instant first,
      Instant last,
      int count,
      @Nullable ObjectNode payload,
      TickOutcome outcome,
      String reason) {
    insert(
        ids.next(),
        trigger,
        first,
        count == 1 ? null : last.toString(),
        count,
        payload,
        outcome,
        reason);
  }

  private int insert(
      UUID id,
      UUID trigger,
      Instant first,
      @Nullable String until,
      int count,
      @Nullable ObjectNode payload,
      TickOutcome outcome,
      @Nullable String reason) {
    return jdbc.sql(INSERT)
        .param("id", id)
        .param("trigger", trigger)
        .param("key", first.toString())
        .param("until", until)
        .param("count", count)
        .param("payload", Json.writeOrNull(payload))
        .param("outcome", outcome.wireName())
        .param("reason", reason)
        .update();
  }

  /** The oldest run of the Dag that has not ended; the caller holds the Dag's lock. */
  Optional<UUID> unfinished(UUID dag) {
    return jdbc.sql(UNFINISHED).param("dag", dag).query(UUID.class).optional();
  }
}
