package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.Columns;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The Dag's lock, and how many of its runs may be active at once. */
final class DagGate {
  // NO KEY: rows that refer to the Dag need not wait. Creating and starting runs of one Dag come
  // one after the other.
  private static final String LOCK =
      """
      SELECT d.id, d.name, d.max_active_runs, d.archived_at IS NOT NULL AS archived,
             d.quarantine_reason, d.origin = 'implicit' AS implicit,
             (SELECT v.id FROM dag_version v
               WHERE v.dag = d.id AND v.number = d.current_version) AS version
        FROM dag d WHERE d.id = :dag FOR NO KEY UPDATE OF d
      """;

  // A statement of its own after the lock: it must see what the lock's last holder committed.
  // Between
  // a run's end and the start of the next one there is room that belongs to the oldest that is
  // queued.
  private static final String HAS_ROOM =
      """
      SELECT (SELECT count(*) FROM run
               WHERE dag = :dag AND ended_at IS NULL AND state IN ('running', 'cancelling')) < :limit
         AND NOT EXISTS (SELECT 1 FROM run
                          WHERE dag = :dag AND ended_at IS NULL AND state = 'queued' AND id < :run)
      """;

  // A run that wants to be alone also lets those go first that were queued before it.
  private static final String BEFORE =
      """
      SELECT count(*) FROM run
       WHERE dag = :dag AND ended_at IS NULL AND id <> :run
         AND (state IN ('running', 'cancelling') OR id < :run)
      """;

  private final JdbcClient jdbc;

  DagGate(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A locked Dag.
   *
   * @param current id of its current version; null: none yet
   * @param maxActiveRuns null: no limit
   * @param implicit a single notebook that runs as it is
   */
  record Locked(
      UUID id,
      String name,
      @Nullable UUID current,
      @Nullable Integer maxActiveRuns,
      boolean implicit) {
    UUID version(@Nullable UUID wanted) {
      if (wanted != null) {
        return wanted;
      }
      if (current == null) {
        throw new RunRefusedException("Dag '%s' has no version yet; deploy it".formatted(name));
      }
      return current;
    }
  }

  /**
   * Locks the Dag until the transaction ends.
   *
   * @throws RunRefusedException when there is none, or it may start nothing
   */
  Locked lock(UUID dag) {
    return jdbc.sql(LOCK)
        .param("dag", dag)
        .query(
            (row, i) -> {
              String name = row.getString("name");
              if (row.getBoolean("archived")) {
                throw new RunRefusedException(
                    "Dag '%s' is archived; deploy it again to run it".formatted(name));
              }
              String quarantine = row.getString("quarantine_reason");
              if (quarantine != null) {
                throw new RunRefusedException(
                    "Dag '%s' is quarantined: %s; deploy a corrected version"
                        .formatted(name, quarantine));
              }
              return new Locked(
                  dag,
                  name,
                  Columns.uuidOrNull(row, "version"),
                  Columns.intOrNull(row, "max_active_runs"),
                  row.getBoolean("implicit"));
            })
        .optional()
        .orElseThrow(() -> new RunRefusedException("there is no Dag %s".formatted(dag)));
  }

  /**
   * Whether a queued run of the locked Dag may start.
   *
   * @param alone whether it waits until no other run is active
   */
  boolean admits(Locked dag, UUID run, boolean alone) {
    if (alone) {
      return jdbc.sql(BEFORE).param("dag", dag.id()).param("run", run).query(Integer.class).single()
          == 0;
    }
    Integer limit = dag.maxActiveRuns();
    return limit == null
        || jdbc.sql(HAS_ROOM)
            .param("dag", dag.id())
            .param("run", run)
            .param("limit", limit)
            .query(Boolean.class)
            .single();
  }
}
