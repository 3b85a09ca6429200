package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.Ids;
import dev.millrace.scheduler.store.Kept;
import dev.millrace.scheduler.store.SqlArrays;
import java.sql.Types;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The workers' registrations and their leases, on the database's clock. */
public final class Sessions {
  private static final Logger log = LoggerFactory.getLogger(Sessions.class);

  private static final int POOLS_KEPT = 10_000;

  private static final String REPLACE =
      """
      UPDATE worker_session SET ended_at = millrace_clock(), end_reason = 'replaced'
       WHERE worker = :worker AND ended_at IS NULL
      """;

  // The lease begins here and not with the first heartbeat: a worker that never sends one expires
  // too.
  private static final String OPEN =
      """
      INSERT INTO worker_session (id, worker, name, boot_id, pool, slots, mounts, version,
                                  pool_token, opened_at, last_heartbeat_at, expires_at)
      SELECT :id, :worker, :name, :bootId, p.name, :slots, :mounts, :version, :poolToken,
             millrace_clock(), millrace_clock(), millrace_clock() + p.lease_ttl
        FROM pool p WHERE p.name = :pool
      RETURNING extract(epoch FROM expires_at - opened_at) * 1000 AS ttl_millis
      """;

  // One row per worker and no index on what it changes. A session past its lease that no sweep has
  // ended yet lives on:
  // nothing was taken from it.
  private static final String RENEW =
      """
      UPDATE worker_session s
         SET last_heartbeat_at = millrace_clock(), expires_at = millrace_clock() + p.lease_ttl,
             settled_claims = greatest(s.settled_claims, :settled), draining = :draining,
             trouble = :trouble
        FROM pool p
       WHERE s.id = :session AND s.ended_at IS NULL AND p.name = s.pool
      RETURNING cardinality(s.unlisted) > 0
      """;

  private static final String CANCELS =
      """
      SELECT a.id,
             coalesce(
               'cancelled by ' || r.cancel_requested_by || coalesce(': ' || r.cancel_reason, ''),
               'the run''s time was up') AS reason
        FROM step_queue q
        JOIN attempt a ON a.id = q.attempt
        JOIN run r ON r.id = q.run
       WHERE q.session = :session AND q.epoch IS NOT NULL AND a.interrupt_requested_at IS NOT NULL
       ORDER BY a.id
      """;

  // What the server ended itself has no completion; what a worker did is its own affair.
  private static final String DROPS =
      """
      SELECT id FROM attempt
       WHERE id = ANY (:listed)
         AND state NOT IN ('leased', 'running') AND completion_digest IS NULL
       ORDER BY id
      """;

  private static final String DRAINS =
      """
      SELECT drain_requested_at IS NOT NULL AND NOT draining FROM worker_session
       WHERE id = :session AND ended_at IS NULL
      """;

  // Locked until the session is written: a revocation at this moment waits, and finds the session.
  private static final String VALID_TOKEN =
      "SELECT 1 FROM pool_token WHERE id = :token AND revoked_at IS NULL FOR SHARE";

  private static final String REVOKE =
      """
      UPDATE worker_session s SET ended_at = millrace_clock(), end_reason = 'closed', revoked = true
        FROM pool_token t
       WHERE s.ended_at IS NULL AND t.id = s.pool_token AND t.revoked_at IS NOT NULL
      RETURNING s.id, s.name
      """;

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Ids ids;
  private final Losses losses;
  private final UndeliverableAttempts undeliverable;
  private final Bell bell;

  // What each session was told last, so that only a new command cuts a heartbeat's wait short: a
  // worker that is still
  // obeying would otherwise ask without a pause. Forgetting it, or another server's not knowing it,
  // costs one answer.
  private final ConcurrentMap<UUID, Set<WorkerCommand>> told = new ConcurrentHashMap<>();

  // A session serves one pool all its life.
  private final Kept<UUID, String> pools = new Kept<>(POOLS_KEPT);

  Sessions(
      JdbcClient jdbc,
      TransactionOperations transactions,
      Ids ids,
      Losses losses,
      UndeliverableAttempts undeliverable,
      Bell bell) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.ids = ids;
    this.losses = losses;
    this.undeliverable = undeliverable;
    this.bell = bell;
  }

  /**
   * Registers a worker. An earlier session of the same worker ends, and what it held is lost at
   * once: a worker opens a session only after no process of an earlier attempt is left.
   */
  public OpenedSession open(NewSession wanted) {
    UUID session = ids.next();
    Duration ttl = Objects.requireNonNull(transactions.execute(status -> open(session, wanted)));
    int lost = losses.ofEndedSessions();
    log.info(
        "worker {} ({}) serves pool {} with {} slots; {} attempts of ended sessions were lost",
        wanted.name(),
        wanted.worker(),
        wanted.pool(),
        wanted.slots(),
        lost);
    return new OpenedSession(session, ttl, lost);
  }

  private Duration open(UUID session, NewSession wanted) {
    jdbc.sql("INSERT INTO pool (name) VALUES (:pool) ON CONFLICT DO NOTHING")
        .param("pool", wanted.pool())
        .update();
    requireValid(session, wanted.poolToken());
    jdbc.sql(REPLACE).param("worker", wanted.worker()).update();
    return jdbc.sql(OPEN)
        .param("id", session)
        .param("worker", wanted.worker())
        .param("name", wanted.name())
        .param("bootId", wanted.bootId())
        .param("pool", wanted.pool())
        .param("slots", wanted.slots())
        .param("mounts", SqlArrays.texts(wanted.mounts()))
        .param("version", wanted.version())
        .param("poolToken", wanted.poolToken(), Types.OTHER)
        .query((row, i) -> Duration.ofMillis(row.getLong("ttl_millis")))
        .single();
  }

  private void requireValid(UUID session, @Nullable UUID poolToken) {
    if (poolToken != null
        && jdbc.sql(VALID_TOKEN)
            .param("token", poolToken)
            .query(Integer.class)
            .optional()
            .isEmpty()) {
      throw new SessionGoneException(session, true);
    }
  }

  /**
   * Ends every session that a revoked token opened, and wakes the requests that wait in one. A
   * sweep does the same: the token may have been revoked by a server that knows nothing of this.
   *
   * @return how many there were
   */
  public int endRevoked() {
    record Ended(UUID session, String worker) {}
    List<Ended> ended =
        jdbc.sql(REVOKE)
            .query((row, i) -> new Ended(Columns.uuid(row, "id"), row.getString("name")))
            .list();
    for (Ended one : ended) {
      log.warn(
          "the token of worker {} was revoked: its session ends and its attempts are tried elsewhere",
          one.worker());
      bell.ring(BellKey.session(one.session()));
    }
    return ended.size();
  }

  /**
   * Renews the lease, then waits until there is a command or the wait is over. No database
   * connection is held while it waits.
   *
   * @return what to do now; empty when the wait ended without a command
   * @throws SessionGoneException when the session is over
   * @throws InterruptedException when the thread is interrupted while it waits
   */
  public List<WorkerCommand> heartbeat(UUID session, Heartbeat heartbeat)
      throws InterruptedException {
    long end = System.nanoTime() + heartbeat.park().toNanos();
    try (var listener = bell.listen(BellKey.session(session))) {
      boolean leftOut =
          jdbc.sql(RENEW)
              .param("session", session)
              .param("settled", heartbeat.settledClaims())
              .param("draining", heartbeat.draining())
              .param("trouble", heartbeat.trouble(), Types.VARCHAR)
              .query(Boolean.class)
              .optional()
              .orElseThrow(() -> gone(session));
      losses.unlisted(session, heartbeat, leftOut);
      undeliverable.end(session, heartbeat.undeliverable());
      while (true) {
        Set<WorkerCommand> commands = commands(session, heartbeat);
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (isNew(session, commands) || bell.isOver() || left.compareTo(Duration.ZERO) <= 0) {
          told.put(session, commands);
          return List.copyOf(commands);
        }
        listener.await(left.compareTo(Bell.POLL) < 0 ? left : Bell.POLL);
      }
    }
  }

  private boolean isNew(UUID session, Set<WorkerCommand> commands) {
    return !told.getOrDefault(session, Set.of()).containsAll(commands);
  }

  private Set<WorkerCommand> commands(UUID session, Heartbeat heartbeat) {
    boolean drain =
        jdbc.sql(DRAINS)
            .param("session", session)
            .query(Boolean.class)
            .optional()
            .orElseThrow(() -> gone(session));
    Set<WorkerCommand> commands = new LinkedHashSet<>();
    jdbc.sql(CANCELS)
        .param("session", session)
        .query(
            row -> {
              commands.add(
                  new WorkerCommand.Cancel(Columns.uuid(row, "id"), row.getString("reason")));
            });
    if (!heartbeat.attempts().isEmpty()) {
      jdbc.sql(DROPS)
          .param("listed", SqlArrays.uuids(heartbeat.attempts()))
          .query(
              row -> {
                commands.add(new WorkerCommand.Drop(Columns.uuid(row, "id")));
              });
    }
    if (drain) {
      commands.add(new WorkerCommand.Drain());
    }
    return commands;
  }

  /**
   * Asks the worker's open session to take no more work; repeating it changes nothing. It takes
   * effect at once, whether or not the worker heard of it.
   *
   * @return whether the worker has an open session
   */
  public boolean drain(UUID worker) {
    List<UUID> sessions =
        jdbc.sql(
                """
                UPDATE worker_session
                   SET drain_requested_at = coalesce(drain_requested_at, millrace_clock())
                 WHERE worker = :worker AND ended_at IS NULL RETURNING id
                """)
            .param("worker", worker)
            .query((row, i) -> Columns.uuid(row, "id"))
            .list();
    sessions.forEach(session -> bell.ring(BellKey.session(session)));
    return !sessions.isEmpty();
  }

  /** Ends a session whose worker says goodbye; what it still holds is lost at once. */
  public void close(UUID session) {
    jdbc.sql(
            """
            UPDATE worker_session SET ended_at = millrace_clock(), end_reason = 'closed'
             WHERE id = :session AND ended_at IS NULL
            """)
        .param("session", session)
        .update();
    told.remove(session);
    losses.ofEndedSessions();
  }

  private SessionGoneException gone(UUID session) {
    told.remove(session);
    boolean revoked =
        jdbc.sql("SELECT revoked FROM worker_session WHERE id = :session")
            .param("session", session)
            .query(Boolean.class)
            .optional()
            .orElse(false);
    return new SessionGoneException(session, revoked);
  }

  /**
   * The pool that an open session serves.
   *
   * @throws SessionGoneException when the session is over
   */
  String poolOf(UUID session) {
    return jdbc.sql("SELECT pool FROM worker_session WHERE id = :session AND ended_at IS NULL")
        .param("session", session)
        .query(String.class)
        .optional()
        .orElseThrow(() -> gone(session));
  }

  /**
   * The pool that a session serves or served; asks the database once only. For what looks at the
   * session itself afterwards, under its lock.
   *
   * @throws SessionGoneException when it is asked for the first time and the session is over
   */
  String fixedPoolOf(UUID session) {
    return pools.get(session, this::poolOf);
  }
}
