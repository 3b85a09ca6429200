package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.SqlArrays;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The Dag's lock, and how many of its runs may be active at once. */
final class DagGate {
  // NO KEY: rows that refer to the Dag need not wait. Creating and starting runs of one Dag come
  // one after the other. Always in the order of ids, so that nobody waits in a circle.
  private static final String LOCK =
      "SELECT id FROM dag WHERE id = ANY (:dags) ORDER BY id FOR NO KEY UPDATE";

  // A statement of its own after the lock: it must see what the lock's last holder committed. The
  // head is read here: a deployment that commits meanwhile is the next run's.
  private static final String FACTS =
      """
      SELECT d.id, d.project, d.name, d.max_active_runs, d.archived_at IS NOT NULL AS archived,
             d.quarantine_reason, d.origin = 'implicit' AS implicit,
             (SELECT v.id FROM dag_version v
               WHERE v.dag = d.id AND v.number = d.current_version) AS version,
             head.id AS deployment, head.snapshot, head.settings, millrace_now() AS now,
             (SELECT count(*)
                FROM (SELECT 1 FROM run
                       WHERE dag = d.id AND ended_at IS NULL AND state IN ('running', 'cancelling')
                       LIMIT greatest(1, d.max_active_runs)) r) AS active,
             EXISTS (SELECT 1 FROM run
                      WHERE dag = d.id AND ended_at IS NULL AND state = 'queued') AS queuing
        FROM dag d
        LEFT JOIN LATERAL (SELECT id, snapshot, settings FROM deployment
                            WHERE project = d.project ORDER BY number DESC LIMIT 1) head ON true
       WHERE d.id = ANY (:dags)
      """;

  // Between a run's end and the start of the next one there is room that belongs to the oldest that
  // is queued.
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
   * @param head what its project deployed last; null: nothing
   * @param activeRuns how many of its runs have started and not ended, counted up to the limit, and
   *     to one where there is none
   * @param queuing whether runs of it wait for their start
   * @param now the database's time
   */
  record Locked(
      UUID id,
      UUID project,
      String name,
      @Nullable UUID current,
      @Nullable Integer maxActiveRuns,
      boolean implicit,
      @Nullable Head head,
      int activeRuns,
      boolean queuing,
      Instant now) {
    UUID version(@Nullable UUID wanted) {
      if (wanted != null) {
        return wanted;
      }
      if (current == null) {
        throw new RunRefusedException("Dag '%s' has no version yet; deploy it".formatted(name));
      }
      return current;
    }

    /**
     * Whether a run that is made now may start: it is younger than all others.
     *
     * @param alone whether it waits until no other run is active
     */
    boolean admitsNew(boolean alone) {
      if (alone) {
        return activeRuns == 0 && !queuing;
      }
      return maxActiveRuns == null || (activeRuns < maxActiveRuns && !queuing);
    }
  }

  /**
   * What a project deployed last.
   *
   * @param settings as the column holds them
   */
  record Head(UUID deployment, String snapshot, String settings) {}

  /**
   * Locks the Dag until the transaction ends.
   *
   * @throws RunRefusedException when there is none, or it may start nothing
   */
  Locked lock(UUID dag) {
    return Objects.requireNonNull(lock(List.of(dag)).get(dag));
  }

  /**
   * Locks the Dags until the transaction ends.
   *
   * @throws RunRefusedException when one does not exist, or may start nothing
   */
  Map<UUID, Locked> lock(Collection<UUID> dags) {
    jdbc.sql(LOCK).param("dags", SqlArrays.uuids(dags)).query(UUID.class).list();
    Map<UUID, Locked> locked = new HashMap<>();
    for (Facts facts : facts(dags)) {
      locked.put(facts.dag().id(), facts.open());
    }
    for (UUID dag : dags) {
      if (!locked.containsKey(dag)) {
        throw new RunRefusedException("there is no Dag %s".formatted(dag));
      }
    }
    return locked;
  }

  private record Facts(Locked dag, boolean archived, @Nullable String quarantine) {
    Locked open() {
      if (archived) {
        throw new RunRefusedException(
            "Dag '%s' is archived; deploy it again to run it".formatted(dag.name()));
      }
      if (quarantine != null) {
        throw new RunRefusedException(
            "Dag '%s' is quarantined: %s; deploy a corrected version"
                .formatted(dag.name(), quarantine));
      }
      return dag;
    }
  }

  private List<Facts> facts(Collection<UUID> dags) {
    return jdbc.sql(FACTS)
        .param("dags", SqlArrays.uuids(dags))
        .query(
            (row, i) ->
                new Facts(
                    locked(row), row.getBoolean("archived"), row.getString("quarantine_reason")))
        .list();
  }

  private static Locked locked(ResultSet row) throws SQLException {
    UUID deployment = Columns.uuidOrNull(row, "deployment");
    return new Locked(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "project"),
        row.getString("name"),
        Columns.uuidOrNull(row, "version"),
        Columns.intOrNull(row, "max_active_runs"),
        row.getBoolean("implicit"),
        deployment == null
            ? null
            : new Head(deployment, row.getString("snapshot"), row.getString("settings")),
        row.getInt("active"),
        row.getBoolean("queuing"),
        Columns.instant(row, "now"));
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
