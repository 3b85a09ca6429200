package dev.millrace.scheduler.trigger;

import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.Ids;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.SqlArrays;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** Writes what became of ticks. {@code UNIQUE (trigger, key)} is what makes a tick one run. */
final class TickRows {
  private static final String INSERT =
      """
      INSERT INTO tick (id, trigger, key, until, count, payload, outcome, reason, run)
      SELECT id, trigger, key, until, count, payload::json, outcome, reason, run
        FROM unnest(:ids, :triggers, :keys, :untils, :counts, :payloads, :outcomes, :reasons, :runs)
          AS u (id, trigger, key, until, count, payload, outcome, reason, run)
      """;

  // A tick that starts none may have been judged before, with others that follow it now.
  private static final String UNLESS_JUDGED = " ON CONFLICT (trigger, key) DO NOTHING";

  private static final String JUDGED =
      """
      SELECT trigger, key FROM tick
       WHERE (trigger, key) IN (SELECT * FROM unnest(:triggers, :keys))
      """;

  private static final String UNFINISHED =
      """
      SELECT d.id AS dag, (SELECT id FROM run WHERE dag = d.id AND ended_at IS NULL
                            ORDER BY id LIMIT 1) AS run
        FROM unnest(:dags) AS d (id)
      """;

  private final JdbcClient jdbc;
  private final Ids ids;

  TickRows(JdbcClient jdbc, Ids ids) {
    this.jdbc = jdbc;
    this.ids = ids;
  }

  /** A tick of a trigger. */
  record TickKey(UUID trigger, Instant tick) {}

  /**
   * What became of a tick, or of several without a run that follow each other.
   *
   * @param key the first of them
   * @param last the last of them
   * @param note when it was planned for, where that differs; null: then
   * @param reason why there is no run; null: there is one
   * @param run null: none
   */
  record NewTick(
      TickKey key,
      Instant last,
      int count,
      @Nullable ObjectNode note,
      TickOutcome outcome,
      @Nullable String reason,
      @Nullable UUID run) {

    static NewTick started(TickKey key, @Nullable ObjectNode note, UUID run) {
      return new NewTick(key, key.tick(), 1, note, TickOutcome.RUN, null, run);
    }

    static NewTick without(
        TickKey key, @Nullable ObjectNode note, TickOutcome outcome, String reason) {
      return new NewTick(key, key.tick(), 1, note, outcome, reason, null);
    }

    private @Nullable String until() {
      return count == 1 ? null : last.toString();
    }
  }

  /** Those of the ticks that have a row. */
  Set<TickKey> judged(Collection<TickKey> keys) {
    return keys.isEmpty()
        ? Set.of()
        : jdbc.sql(JUDGED)
            .param("triggers", SqlArrays.uuids(keys, TickKey::trigger))
            .param("keys", SqlArrays.texts(keys, key -> key.tick().toString()))
            .query(
                (row, i) ->
                    new TickKey(Columns.uuid(row, "trigger"), Instant.parse(row.getString("key"))))
            .set();
  }

  /**
   * Writes ticks.
   *
   * @throws DuplicateKeyException when one that started a run has a row already
   */
  void insert(List<NewTick> ticks) {
    insert(INSERT, ticks.stream().filter(tick -> tick.run() != null).toList());
    insert(INSERT + UNLESS_JUDGED, ticks.stream().filter(tick -> tick.run() == null).toList());
  }

  private void insert(String statement, List<NewTick> ticks) {
    if (ticks.isEmpty()) {
      return;
    }
    jdbc.sql(statement)
        .param("ids", SqlArrays.uuids(ticks, tick -> ids.next()))
        .param("triggers", SqlArrays.uuids(ticks, t -> t.key().trigger()))
        .param("keys", SqlArrays.texts(ticks, t -> t.key().tick().toString()))
        .param("untils", SqlArrays.texts(ticks, NewTick::until))
        .param("counts", SqlArrays.ints(ticks, NewTick::count))
        .param("payloads", SqlArrays.texts(ticks, t -> Json.writeOrNull(t.note())))
        .param("outcomes", SqlArrays.texts(ticks, t -> t.outcome().wireName()))
        .param("reasons", SqlArrays.texts(ticks, NewTick::reason))
        .param("runs", SqlArrays.uuids(ticks, NewTick::run))
        .update();
  }

  /** The oldest run of each Dag that has not ended; the caller holds the locks of the Dags. */
  Map<UUID, UUID> unfinished(Collection<UUID> dags) {
    Map<UUID, UUID> unfinished = new HashMap<>();
    if (!dags.isEmpty()) {
      jdbc.sql(UNFINISHED)
          .param("dags", SqlArrays.uuids(dags))
          .query(
              row -> {
                UUID run = Columns.uuidOrNull(row, "run");
                if (run != null) {
                  unfinished.put(Columns.uuid(row, "dag"), run);
                }
              });
    }
    return unfinished;
  }
}
