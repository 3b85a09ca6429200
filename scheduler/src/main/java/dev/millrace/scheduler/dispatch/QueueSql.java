package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.DatabaseFaults;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.ResolvedStep;
import dev.millrace.scheduler.store.SqlArrays;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The hot statements on {@code step_queue}, each with its reasons. */
final class QueueSql {
  // Looked at before the pool is locked: most polls find nothing, and they must not queue up for
  // the lock.
  static final String HAS_FREE =
      "SELECT EXISTS (SELECT 1 FROM step_queue"
          + " WHERE pool = :pool AND epoch IS NULL AND poisoned IS NULL)";

  // Claims of one pool come one after the other. NO KEY: admissions, which reference the pool, need
  // not wait.
  private static final String LOCK_POOL =
      "SELECT slots FROM pool WHERE name = :pool FOR NO KEY UPDATE";

  // For who must not wait: it holds other locks. No row also says that the session is over.
  private static final String TRY_POOL =
      """
      SELECT p.name, p.slots FROM worker_session s JOIN pool p ON p.name = s.pool
       WHERE s.id = :session AND s.ended_at IS NULL
         FOR NO KEY UPDATE OF p SKIP LOCKED
      """;

  // A statement of its own after the lock: counting in the statement that waits for the lock would
  // count what was there
  // before the wait. A pool's use is this sum and never a counter, which could leak.
  static final String USED =
      """
      SELECT coalesce(sum(slots), 0) FROM step_queue WHERE pool = :pool AND epoch IS NOT NULL
      """;

  // A worker that is silent holds nothing back: it may be gone, and is until it is heard of again.
  private static final String WORKERS =
      """
      SELECT s.id, s.slots,
             s.slots - (SELECT coalesce(sum(q.slots), 0) FROM step_queue q
                         WHERE q.session = s.id AND q.epoch IS NOT NULL) AS free
        FROM worker_session s
       WHERE s.pool = :pool AND s.ended_at IS NULL AND NOT s.draining
         AND s.drain_requested_at IS NULL AND s.expires_at > millrace_clock()
       ORDER BY s.id
      """;

  // Rows that a cancel is deleting are passed over, not waited for. The order is that of the index
  // step_queue_ready. Almost always :waiting is empty.
  static final String FREE =
      """
      SELECT step_run, slots FROM step_queue
       WHERE pool = :pool AND epoch IS NULL AND poisoned IS NULL AND slots <= :most
         AND step_run <> ALL (:waiting)
       ORDER BY priority DESC, turn, step_run LIMIT :limit
         FOR NO KEY UPDATE SKIP LOCKED
      """;

  // Touches step_queue, attempt and the locked pool's turn only: a claim must not wait for the
  // locks
  // of the runs that it serves. = ANY and array_position instead of a join with unnest: joined, the
  // planner may read the whole queue.
  static final String LEASE =
      """
      WITH leased AS (
        UPDATE step_queue q
           SET epoch = nextval('lease_epoch'), leased_at = millrace_clock(),
               attempt = (:attempts)[array_position(:steps, q.step_run)],
               session = (:sessions)[array_position(:steps, q.step_run)],
               claim_no = (:claimNos)[array_position(:steps, q.step_run)]
         WHERE q.step_run = ANY (:steps)
        RETURNING q.step_run, q.run, q.pool, q.priority, q.turn, q.number, q.attempt, q.session,
                  q.epoch, q.queued_at, q.leased_at),
      come AS (
        INSERT INTO pool_turn AS t (pool, priority, turn)
        SELECT pool, priority, max(turn) FROM leased GROUP BY pool, priority
        ON CONFLICT (pool, priority) DO UPDATE SET turn = excluded.turn WHERE t.turn < excluded.turn),
      made AS (
        INSERT INTO attempt (id, step_run, run, number, rerun, epoch, session, worker_name,
                             dag_version, snapshot, parameters, state, queued_at, created_at)
        SELECT l.attempt, l.step_run, l.run, l.number, s.rerun, l.epoch, l.session, w.name,
               coalesce(g.dag_version, r.dag_version),
               CASE WHEN g.dag_version IS NULL THEN r.snapshot ELSE g.snapshot END,
               s.resolved -> 'parameters', 'leased', l.queued_at, l.leased_at
          FROM leased l
          JOIN step_run s ON s.id = l.step_run
          JOIN run r ON r.id = l.run
          LEFT JOIN rerun g ON g.run = s.run AND g.number = s.rerun
          LEFT JOIN worker_session w ON w.id = l.session
        RETURNING id, step_run, run, number, rerun, epoch, session, dag_version, snapshot)
      SELECT m.*, s.step, s.map_path, s.slots, s.resolved,
             extract(epoch FROM l.leased_at - l.queued_at) * 1000000 AS waited
        FROM made m JOIN leased l ON l.attempt = m.id JOIN step_run s ON s.id = m.step_run
      """;

  // What cannot be leased is free no more. A claim may not wait for its run's lock, so the step
  // is failed in a later transaction that has it.
  private static final String POISON =
      "UPDATE step_queue SET poisoned = :reason WHERE step_run = :step AND epoch IS NULL";

  // An epoch is never reused, so it alone says whether the lease is still the one that the caller
  // means.
  private static final String RELEASE =
      """
      DELETE FROM step_queue q WHERE q.step_run = ANY (:steps) AND q.epoch = ANY (:epochs)
      RETURNING q.step_run
      """;

  // A row that does not come back is live, or being leased right now: it is left to its completion
  // or loss.
  private static final String WITHDRAW_RUN =
      "DELETE FROM step_queue WHERE run = :run AND epoch IS NULL RETURNING step_run";

  private static final String LIVE =
      "SELECT attempt, session FROM step_queue WHERE run = :run AND epoch IS NOT NULL";

  // A step enters one turn behind what its pool granted last in its priority, or behind its run's
  // own
  // steps that wait there: a run with many steps cannot keep younger runs waiting, nor many young
  // runs an old one. The order of priority and place within the run is that of the index
  // step_run_to_admit; the highest turn of the run is the last entry of step_queue_turn.
  private static final String ADMIT =
      """
      WITH next AS MATERIALIZED (
        SELECT id FROM step_run
         WHERE run = :run AND state = 'ready' AND NOT admitted AND pool IS DISTINCT FROM :butNot
         ORDER BY priority DESC, ordinal LIMIT :limit),
      admitted AS (
        UPDATE step_run SET admitted = true WHERE id = ANY (ARRAY (SELECT id FROM next))
        RETURNING id, pool, slots, priority, ordinal, attempts),
      behind AS MATERIALIZED (
        SELECT l.pool, l.priority,
               greatest(0,
                        (SELECT t.turn FROM pool_turn t
                          WHERE t.pool = l.pool AND t.priority = l.priority),
                        (SELECT max(q.turn) FROM step_queue q
                          WHERE q.run = :run AND q.pool = l.pool AND q.priority = l.priority))
                 AS turn
          FROM (SELECT DISTINCT pool, priority FROM admitted) l)
      INSERT INTO step_queue (step_run, run, pool, slots, priority, turn, number, queued_at)
      SELECT a.id, :run, a.pool, a.slots, a.priority,
             b.turn + row_number() OVER (PARTITION BY a.pool, a.priority ORDER BY a.ordinal),
             a.attempts + 1, millrace_clock()
        FROM admitted a JOIN behind b ON b.pool = a.pool AND b.priority = a.priority
      RETURNING pool
      """;

  private static final String COUNT_RUN = "SELECT count(*) FROM step_queue WHERE run = :run";

  private static final String WITHDRAW_POOL =
      """
      WITH withdrawn AS (
        DELETE FROM step_queue WHERE run = :run AND pool = :pool AND epoch IS NULL
        RETURNING step_run)
      UPDATE step_run SET admitted = false WHERE id = ANY (ARRAY (SELECT step_run FROM withdrawn))
      """;

  private final JdbcClient jdbc;

  QueueSql(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A row about to be leased. */
  record ToLease(UUID stepRun, UUID attempt, UUID session, long claimNo) {}

  /**
   * A lease just made.
   *
   * @param rerun the reopening that the attempt belongs to; 0: the first go
   * @param dagVersion what its step does
   * @param snapshot the files that it uses; null: none
   * @param step what it tries
   */
  record Leased(
      UUID attempt,
      UUID stepRun,
      UUID run,
      int number,
      int rerun,
      long epoch,
      UUID session,
      UUID dagVersion,
      @Nullable String snapshot,
      LeasedStep step) {}

  /**
   * A step that a worker is to run.
   *
   * @param resolved what its expressions gave
   * @param waited how long it was in the queue
   */
  record LeasedStep(
      String name, List<Integer> mapPath, int slots, ResolvedStep resolved, Duration waited) {}

  /** A lease that exists. */
  record Live(UUID attempt, @Nullable UUID session) {}

  boolean hasFree(String pool) {
    return jdbc.sql(HAS_FREE).param("pool", pool).query(Boolean.class).single();
  }

  /** Locks the pool; its capacity, or empty if there is no such pool. */
  Optional<Integer> lockPool(String pool) {
    return jdbc.sql(LOCK_POOL).param("pool", pool).query(Integer.class).optional();
  }

  /**
   * A pool that is locked.
   *
   * @param capacity its slots
   */
  record Locked(String pool, int capacity) {}

  /** Locks the pool that the open session serves, unless somebody else holds it. */
  Optional<Locked> tryPool(UUID session) {
    return jdbc.sql(TRY_POOL)
        .param("session", session)
        .query((row, i) -> new Locked(row.getString("name"), row.getInt("slots")))
        .optional();
  }

  /**
   * Rows of at most that many slots in the order in which they are due, locked.
   *
   * @param waiting rows that are left out
   */
  List<Allotment.Due> free(String pool, int most, int limit, Set<UUID> waiting) {
    return jdbc.sql(FREE)
        .param("pool", pool)
        .param("most", most)
        .param("waiting", SqlArrays.uuids(waiting))
        .param("limit", limit)
        .query((row, i) -> new Allotment.Due(Columns.uuid(row, "step_run"), row.getInt("slots")))
        .list();
  }

  /** The pool's workers that take steps. */
  List<Allotment.Worker> workers(String pool) {
    return jdbc.sql(WORKERS)
        .param("pool", pool)
        .query(
            (row, i) ->
                new Allotment.Worker(
                    Columns.uuid(row, "id"), row.getInt("slots"), row.getInt("free")))
        .list();
  }

  /** Leases the rows; answers in their order, which is that of the queue: RETURNING has none. */
  List<Leased> lease(List<ToLease> rows) {
    List<UUID> order = rows.stream().map(ToLease::attempt).toList();
    return jdbc
        .sql(LEASE)
        .param("steps", SqlArrays.uuids(rows.stream().map(ToLease::stepRun).toList()))
        .param("attempts", SqlArrays.uuids(rows.stream().map(ToLease::attempt).toList()))
        .param("sessions", SqlArrays.uuids(rows.stream().map(ToLease::session).toList()))
        .param("claimNos", SqlArrays.longs(rows.stream().map(ToLease::claimNo).toList()))
        .query(
            (row, i) ->
                new Leased(
                    Columns.uuid(row, "id"),
                    Columns.uuid(row, "step_run"),
                    Columns.uuid(row, "run"),
                    row.getInt("number"),
                    row.getInt("rerun"),
                    row.getLong("epoch"),
                    Columns.uuid(row, "session"),
                    Columns.uuid(row, "dag_version"),
                    row.getString("snapshot"),
                    step(row)))
        .list()
        .stream()
        .sorted(Comparator.comparingInt(leased -> order.indexOf(leased.attempt())))
        .toList();
  }

  /**
   * A row that could not be leased.
   *
   * @param poisoned whether it is marked, because it can never be leased
   */
  record NotLeased(UUID stepRun, RuntimeException failure, boolean poisoned) {}

  /**
   * As {@link #lease(List)} for each row alone, within a savepoint. A row that can never be leased
   * is marked and is free no more; one that failed for another reason stays free. All others are
   * leased.
   *
   * @param failed gets the rows that were not leased
   * @throws RuntimeException when the database is away: that is no row's fault
   */
  List<Leased> leaseEach(List<ToLease> rows, Consumer<NotLeased> failed) {
    List<Leased> leased = new ArrayList<>();
    for (ToLease row : rows) {
      jdbc.sql("SAVEPOINT lease").update();
      try {
        leased.addAll(lease(List.of(row)));
        jdbc.sql("RELEASE SAVEPOINT lease").update();
      } catch (RuntimeException e) {
        if (DatabaseFaults.isPassing(e)) {
          throw e;
        }
        jdbc.sql("ROLLBACK TO SAVEPOINT lease").update();
        boolean poisoned = DatabaseFaults.isPermanent(e);
        if (poisoned) {
          jdbc.sql(POISON)
              .param("step", row.stepRun())
              .param("reason", DatabaseFaults.reason(e))
              .update();
        }
        failed.accept(new NotLeased(row.stepRun(), e, poisoned));
      }
    }
    return leased;
  }

  private static LeasedStep step(ResultSet row) throws SQLException {
    String resolved = row.getString("resolved");
    return new LeasedStep(
        row.getString("step"),
        Columns.ints(row, "map_path"),
        row.getInt("slots"),
        ResolvedStep.of(resolved == null ? Json.object() : Json.readObject(resolved)),
        Duration.of(row.getLong("waited"), ChronoUnit.MICROS));
  }

  /** Deletes the rows of these leases; returns the steps whose lease was still the named one. */
  Set<UUID> release(Collection<UUID> steps, Collection<Long> epochs) {
    return jdbc
        .sql(RELEASE)
        .param("steps", SqlArrays.uuids(steps))
        .param("epochs", SqlArrays.longs(epochs))
        .query((row, i) -> Columns.uuid(row, "step_run"))
        .list()
        .stream()
        .collect(Collectors.toSet());
  }

  /** Deletes the run's rows that nobody has leased. */
  void withdraw(UUID run) {
    jdbc.sql(WITHDRAW_RUN)
        .param("run", run)
        .query((row, i) -> Columns.uuid(row, "step_run"))
        .list();
  }

  /** Takes the run's rows for that pool back that nobody has leased; returns how many. */
  int withdraw(UUID run, String pool) {
    return jdbc.sql(WITHDRAW_POOL).param("run", run).param("pool", pool).update();
  }

  List<Live> live(UUID run) {
    return jdbc.sql(LIVE)
        .param("run", run)
        .query(
            (row, i) -> new Live(Columns.uuid(row, "attempt"), Columns.uuidOrNull(row, "session")))
        .list();
  }

  int count(UUID run) {
    return jdbc.sql(COUNT_RUN).param("run", run).query(Integer.class).single();
  }

  /**
   * Admits ready steps of the run.
   *
   * @param limit at most so many; null: all
   * @param butNot a pool that is left out; null: none
   * @return the pool of each admitted step
   */
  List<String> admit(UUID run, @Nullable Integer limit, @Nullable String butNot) {
    return jdbc.sql(ADMIT)
        .param("run", run)
        .param("limit", limit)
        .param("butNot", butNot)
        .query((row, i) -> row.getString("pool"))
        .list();
  }
}
