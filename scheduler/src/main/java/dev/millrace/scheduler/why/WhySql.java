package dev.millrace.scheduler.why;

import dev.millrace.scheduler.engine.AttemptPhase;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.SqlArrays;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What there is to know of a run, its Dag and its pools. */
final class WhySql {
  private static final String RUN =
      """
      SELECT r.id, r.dag, r.dag_version, r.rerun, r.state, r.alone, r.max_active_steps,
             r.quarantine_reason, g.course <> 'by_leaves' AS stopping, d.max_active_runs,
             CASE WHEN d.archived_at IS NOT NULL THEN 'it is archived'
                  WHEN d.quarantine_reason IS NOT NULL
                  THEN 'it is quarantined, ' || d.quarantine_reason END AS refused
        FROM run r JOIN dag d ON d.id = r.dag JOIN run_progress g ON g.run = r.id
       WHERE r.id = :run
      """;

  // The start of a phase is what its worker's event says; the attempt's own row knows no more than
  // which phase it is.
  private static final String STEPS =
      """
      SELECT s.id, s.step, s.state, s.admitted, s.pool, s.slots, s.not_before, s.message,
             q.epoch IS NOT NULL AS leased, q.leased_at, q.poisoned, a.state AS attempt_state, a.phase,
             a.worker_name, a.started_at, a.user_code_at, w.expires_at,
             (SELECT max(e.at) FROM attempt_event e
               WHERE e.attempt = a.id AND e.kind = 'phase') AS phase_at
        FROM step_run s
        LEFT JOIN step_queue q ON q.step_run = s.id
        LEFT JOIN attempt a ON a.id = q.attempt
        LEFT JOIN worker_session w ON w.id = q.session
       WHERE s.run = :run AND s.ended_at IS NULL
      """;

  private static final String ACTIVE_RUNS =
      """
      SELECT id FROM run
       WHERE dag = :dag AND ended_at IS NULL AND state IN ('running', 'cancelling') ORDER BY id
      """;

  private static final String QUEUED_BEFORE =
      """
      SELECT count(*) FROM run
       WHERE dag = :dag AND ended_at IS NULL AND state = 'queued' AND id < :run
      """;

  private static final String IN_QUEUE =
      """
      SELECT s.step FROM step_queue q JOIN step_run s ON s.id = q.step_run
       WHERE q.run = :run AND (q.epoch IS NOT NULL OR NOT :leasedOnly) ORDER BY s.ordinal
      """;

  private static final String STATES =
      """
      SELECT step, state FROM step_run
       WHERE run = :run AND step = ANY (:steps) AND ended_at IS NULL ORDER BY ordinal
      """;

  private static final String POOL = "SELECT slots FROM pool WHERE name = :pool";

  private static final String USERS =
      """
      SELECT p.name AS project, d.name AS dag, q.run, s.step, q.slots
        FROM step_queue q
        JOIN step_run s ON s.id = q.step_run
        JOIN run r ON r.id = q.run
        JOIN dag d ON d.id = r.dag
        JOIN project p ON p.id = r.project
       WHERE q.pool = :pool AND q.epoch IS NOT NULL
       ORDER BY q.leased_at, q.step_run
      """;

  private static final String WORKERS =
      """
      SELECT w.slots, w.draining OR w.drain_requested_at IS NOT NULL AS draining, w.trouble,
             w.slots - (SELECT coalesce(sum(q.slots), 0) FROM step_queue q
                         WHERE q.session = w.id AND q.epoch IS NOT NULL) AS free
        FROM worker_session w
       WHERE w.pool = :pool AND w.ended_at IS NULL AND w.expires_at > millrace_now()
      """;

  private static final String LAST_SEEN =
      "SELECT max(last_heartbeat_at) AS at FROM worker_session WHERE pool = :pool";

  // The order of the queue's own index.
  private static final String AHEAD =
      """
      SELECT count(*) FROM step_queue o, step_queue q
       WHERE q.step_run = :step AND o.pool = q.pool AND o.epoch IS NULL
         AND (-o.priority, o.turn, o.step_run) < (-q.priority, q.turn, q.step_run)
      """;

  private final JdbcClient jdbc;

  WhySql(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A run with what its Dag says of it.
   *
   * @param alone whether it starts only when no other run of the Dag is active
   * @param refused why the Dag starts nothing; null: it may
   */
  record RunRow(
      UUID id,
      UUID dag,
      UUID version,
      int rerun,
      RunState state,
      boolean alone,
      @Nullable Integer maxActiveSteps,
      @Nullable String quarantine,
      boolean stopping,
      @Nullable Integer maxActiveRuns,
      @Nullable String refused) {}

  /** A step that has not ended, with its queue row, attempt and session, if it has them. */
  record StepRow(
      UUID id,
      String step,
      StepState state,
      boolean admitted,
      @Nullable String pool,
      int slots,
      @Nullable Instant notBefore,
      @Nullable String message,
      @Nullable String poisoned,
      boolean leased,
      @Nullable Instant leasedAt,
      boolean started,
      @Nullable AttemptPhase phase,
      @Nullable String worker,
      @Nullable Instant startedAt,
      @Nullable Instant userCodeAt,
      @Nullable Instant leaseEnds,
      @Nullable Instant phaseAt) {}

  /** A live worker's room. */
  record WorkerRow(int slots, int free, boolean draining, @Nullable String trouble) {}

  Optional<RunRow> run(UUID run) {
    return jdbc.sql(RUN)
        .param("run", run)
        .query(
            (row, i) ->
                new RunRow(
                    Columns.uuid(row, "id"),
                    Columns.uuid(row, "dag"),
                    Columns.uuid(row, "dag_version"),
                    row.getInt("rerun"),
                    RunState.of(row.getString("state")),
                    row.getBoolean("alone"),
                    Columns.intOrNull(row, "max_active_steps"),
                    row.getString("quarantine_reason"),
                    row.getBoolean("stopping"),
                    Columns.intOrNull(row, "max_active_runs"),
                    row.getString("refused")))
        .optional();
  }

  /** Steps that may start, try again later, or are with a worker, in the order of the run. */
  List<StepRow> begun(UUID run, int limit) {
    return jdbc.sql(
            STEPS
                + " AND s.state IN ('ready', 'running', 'retry_wait') ORDER BY s.ordinal, s.map_path"
                + " LIMIT :limit")
        .param("run", run)
        .param("limit", limit)
        .query((row, i) -> step(row))
        .list();
  }

  /** How many steps {@link #begun} would list without a limit. */
  int countBegun(UUID run) {
    return jdbc.sql(
            """
            SELECT count(*) FROM step_run
             WHERE run = :run AND state IN ('ready', 'running', 'retry_wait')
            """)
        .param("run", run)
        .query(Integer.class)
        .single();
  }

  /** That step; empty when it has ended or there is none. */
  Optional<StepRow> step(UUID run, String step) {
    return jdbc.sql(STEPS + " AND s.step = :step ORDER BY s.map_path LIMIT 1")
        .param("run", run)
        .param("step", step)
        .query((row, i) -> step(row))
        .optional();
  }

  private static StepRow step(ResultSet row) throws SQLException {
    String phase = row.getString("phase");
    return new StepRow(
        Columns.uuid(row, "id"),
        row.getString("step"),
        StepState.of(row.getString("state")),
        row.getBoolean("admitted"),
        row.getString("pool"),
        row.getInt("slots"),
        Columns.instantOrNull(row, "not_before"),
        row.getString("message"),
        row.getString("poisoned"),
        row.getBoolean("leased"),
        Columns.instantOrNull(row, "leased_at"),
        "running".equals(row.getString("attempt_state")),
        phase == null ? null : AttemptPhase.of(phase),
        row.getString("worker_name"),
        Columns.instantOrNull(row, "started_at"),
        Columns.instantOrNull(row, "user_code_at"),
        Columns.instantOrNull(row, "expires_at"),
        Columns.instantOrNull(row, "phase_at"));
  }

  Optional<StepState> endOf(UUID run, String step) {
    return jdbc.sql("SELECT state FROM step_run WHERE run = :run AND step = :step LIMIT 1")
        .param("run", run)
        .param("step", step)
        .query((row, i) -> StepState.of(row.getString("state")))
        .optional();
  }

  List<UUID> activeRuns(UUID dag) {
    return jdbc.sql(ACTIVE_RUNS)
        .param("dag", dag)
        .query((row, i) -> Columns.uuid(row, "id"))
        .list();
  }

  int queuedBefore(UUID dag, UUID run) {
    return jdbc.sql(QUEUED_BEFORE)
        .param("dag", dag)
        .param("run", run)
        .query(Integer.class)
        .single();
  }

  /** The run's steps that are in the queue, or, of those, the ones that are with a worker. */
  List<String> inQueue(UUID run, boolean leasedOnly) {
    return jdbc.sql(IN_QUEUE)
        .param("run", run)
        .param("leasedOnly", leasedOnly)
        .query((row, i) -> row.getString("step"))
        .list();
  }

  /** Those of the steps that have not ended. */
  List<StepReason.TriggerRuleUnmet.Upstream> unfinished(UUID run, Collection<String> steps) {
    return jdbc.sql(STATES)
        .param("run", run)
        .param("steps", SqlArrays.texts(steps))
        .query(
            (row, i) ->
                new StepReason.TriggerRuleUnmet.Upstream(
                    row.getString("step"), StepState.of(row.getString("state"))))
        .list();
  }

  int slotsOf(String pool) {
    return jdbc.sql(POOL).param("pool", pool).query(Integer.class).optional().orElse(0);
  }

  List<PoolReason.PoolFull.User> usersOf(String pool) {
    return jdbc.sql(USERS)
        .param("pool", pool)
        .query(
            (row, i) ->
                new PoolReason.PoolFull.User(
                    row.getString("project"),
                    row.getString("dag"),
                    Columns.uuid(row, "run"),
                    row.getString("step"),
                    row.getInt("slots")))
        .list();
  }

  List<WorkerRow> workersOf(String pool) {
    return jdbc.sql(WORKERS)
        .param("pool", pool)
        .query(
            (row, i) ->
                new WorkerRow(
                    row.getInt("slots"),
                    row.getInt("free"),
                    row.getBoolean("draining"),
                    row.getString("trouble")))
        .list();
  }

  Optional<Instant> lastSeen(String pool) {
    return jdbc.sql(LAST_SEEN)
        .param("pool", pool)
        .query((row, i) -> Optional.ofNullable(Columns.instantOrNull(row, "at")))
        .single();
  }

  /** How many steps of its pool go before that one. */
  int ahead(UUID step) {
    return jdbc.sql(AHEAD).param("step", step).query(Integer.class).single();
  }
}
