package dev.millrace.api.security;

import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.Kept;
import dev.millrace.scheduler.store.SqlArrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the project that a path is about. */
@Component
public class ProjectLookup {
  private static final int WORKERS_KEPT = 20_000;

  private final JdbcClient sql;

  // An attempt is leased once: what has a worker keeps it.
  private final Kept<UUID, UUID> workers = new Kept<>(WORKERS_KEPT);

  ProjectLookup(JdbcClient sql) {
    this.sql = sql;
  }

  /** The project of that name. */
  public Optional<ProjectRef> byName(String name) {
    return one("SELECT id, name FROM project WHERE name = ?", name);
  }

  /** The project of that run; empty also when the text is no id. */
  public Optional<ProjectRef> ofRun(String run) {
    return uuid(run)
        .flatMap(
            id ->
                one(
                    "SELECT p.id, p.name FROM run r JOIN project p ON p.id = r.project WHERE r.id = ?",
                    id));
  }

  /** The project of that Dag; empty also when the text is no id. */
  public Optional<ProjectRef> ofDag(String dag) {
    return uuid(dag)
        .flatMap(
            id ->
                one(
                    "SELECT p.id, p.name FROM dag d JOIN project p ON p.id = d.project WHERE d.id = ?",
                    id));
  }

  /** The project of that attempt; empty also when the text is no id. */
  public Optional<ProjectRef> ofAttempt(String attempt) {
    return uuid(attempt)
        .flatMap(
            id ->
                one(
                    """
                    SELECT p.id, p.name FROM attempt a JOIN run r ON r.id = a.run JOIN project p ON p.id = r.project
                     WHERE a.id = ?""",
                    id));
  }

  /**
   * Whether the attempt was leased to this worker, in whichever of its sessions: a worker that came
   * back may still deliver the events of an attempt it lost.
   */
  boolean attemptIsOf(String attempt, UUID worker) {
    return uuid(attempt)
        .flatMap(id -> workers.find(id, this::workerOf))
        .filter(worker::equals)
        .isPresent();
  }

  /** Those of the attempts that were leased to this worker, as {@link #attemptIsOf} says. */
  public Set<UUID> attemptsOf(UUID worker, Collection<UUID> attempts) {
    return workers.all(attempts, this::workersOf).entrySet().stream()
        .filter(attempt -> attempt.getValue().equals(worker))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Optional<UUID> workerOf(UUID attempt) {
    return Optional.ofNullable(workersOf(List.of(attempt)).get(attempt));
  }

  private Map<UUID, UUID> workersOf(List<UUID> attempts) {
    Map<UUID, UUID> found = new HashMap<>();
    sql.sql(
            """
            SELECT a.id, s.worker FROM attempt a JOIN worker_session s ON s.id = a.session
             WHERE a.id = ANY (?)""")
        .param(SqlArrays.uuids(attempts))
        .query(
            row -> {
              found.put(Columns.uuid(row, "id"), Columns.uuid(row, "worker"));
            });
    return found;
  }

  private Optional<ProjectRef> one(String query, Object key) {
    return sql.sql(query)
        .param(key)
        .query((row, n) -> new ProjectRef(row.getObject(1, UUID.class), row.getString(2)))
        .optional();
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
