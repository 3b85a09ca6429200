package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pools and the workers that serve them, as operators see and set them. */
public final class Fleet {
  /**
   * A pool.
   *
   * @param name its name
   * @param slots its capacity
   * @param used slots leased now
   * @param queued steps that wait for a worker
   * @param workers open sessions
   */
  public record Pool(String name, int slots, int used, int queued, int workers) {}

  /**
   * A worker by its newest session.
   *
   * @param id the instance id
   * @param name for people
   * @param pool the pool it serves
   * @param slots how much it runs at once
   * @param busy slots leased to it now
   * @param state where it is
   * @param lastHeartbeatAt the database's time
   * @param version of its program; null: not told
   * @param trouble why it takes no more work without being drained, such as a full disk; null:
   *     nothing
   */
  public record Worker(
      UUID id,
      String name,
      String pool,
      int slots,
      int busy,
      WorkerState state,
      Instant lastHeartbeatAt,
      @Nullable String version,
      @Nullable String trouble) {}

  /** Where a worker is. */
  public enum WorkerState {
    /** It has an open session. */
    LIVE,
    /** It takes no more work. */
    DRAINING,
    /** Its session ended. */
    LOST
  }

  private static final String POOLS =
      """
      SELECT p.name, p.slots,
             (SELECT coalesce(sum(q.slots), 0) FROM step_queue q
               WHERE q.pool = p.name AND q.epoch IS NOT NULL) AS used,
             (SELECT count(*) FROM step_queue q WHERE q.pool = p.name AND q.epoch IS NULL) AS queued,
             (SELECT count(*) FROM worker_session s
               WHERE s.pool = p.name AND s.ended_at IS NULL) AS workers
        FROM pool p
      """;

  private static final String WORKERS =
      """
      SELECT DISTINCT ON (s.worker) s.*,
             (SELECT coalesce(sum(q.slots), 0) FROM step_queue q
               WHERE q.session = s.id AND q.epoch IS NOT NULL) AS busy
        FROM worker_session s
       WHERE s.ended_at IS NULL OR s.ended_at > millrace_now() - interval '1 day'
       ORDER BY s.worker, s.opened_at DESC
      """;

  private final JdbcClient jdbc;
  private final Bell bell;

  public Fleet(JdbcClient jdbc, Bell bell) {
    this.jdbc = jdbc;
    this.bell = bell;
  }

  /** All pools by name. */
  public List<Pool> pools() {
    return jdbc.sql(POOLS + " ORDER BY p.name").query(Fleet::pool).list();
  }

  /** The pool of that name. */
  public Optional<Pool> pool(String name) {
    return jdbc.sql(POOLS + " WHERE p.name = :name")
        .param("name", name)
        .query(Fleet::pool)
        .optional();
  }

  /**
   * Makes the pool or sets its capacity.
   *
   * @param slots 0 to 100,000; less than is used stops new claims until it fits
   */
  public Pool putPool(String name, int slots) {
    jdbc.sql(
            """
            INSERT INTO pool (name, slots) VALUES (:name, :slots)
            ON CONFLICT (name) DO UPDATE SET slots = excluded.slots
            """)
        .param("name", name)
        .param("slots", slots)
        .update();
    bell.ring(BellKey.pool(name));
    return pool(name).orElseThrow();
  }

  /** Workers with an open session, and those whose session ended within a day; by name. */
  public List<Worker> workers() {
    return jdbc.sql(WORKERS).query(Fleet::worker).list().stream()
        .sorted(Comparator.comparing(Worker::name).thenComparing(Worker::id))
        .toList();
  }

  private static Pool pool(ResultSet row, int index) throws SQLException {
    return new Pool(
        row.getString("name"),
        row.getInt("slots"),
        row.getInt("used"),
        row.getInt("queued"),
        row.getInt("workers"));
  }

  private static Worker worker(ResultSet row, int index) throws SQLException {
    return new Worker(
        Columns.uuid(row, "worker"),
        row.getString("name"),
        row.getString("pool"),
        row.getInt("slots"),
        row.getInt("busy"),
        state(row),
        Columns.instant(row, "last_heartbeat_at"),
        row.getString("version"),
        row.getString("trouble"));
  }

  private static WorkerState state(ResultSet row) throws SQLException {
    if (Columns.instantOrNull(row, "ended_at") != null) {
      return WorkerState.LOST;
    }
    boolean asked = Columns.instantOrNull(row, "drain_requested_at") != null;
    return asked || row.getBoolean("draining") ? WorkerState.DRAINING : WorkerState.LIVE;
  }
}
