package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.dispatch.AttemptEnds.Retry;
import dev.millrace.scheduler.dispatch.AttemptSql.Loaded;
import dev.millrace.scheduler.dispatch.AttemptTakeover.End;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.SqlArrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes attempts from workers that are gone and from grants that never arrived. */
final class Losses {
  private static final Logger log = LoggerFactory.getLogger(Losses.class);

  // A worker whose token was revoked learns it within a second and kills what runs at once: it has
  // that long, so that no two attempts of a step run at a time.
  // Also finds what a claim leased to a session while it ended, and what a server left that died in
  // between: whatever
  // is leased to a session that is over is lost, whenever it is looked at.
  private static final String OF_ENDED_SESSIONS =
      """
      SELECT q.run, q.attempt, q.epoch, q.pool, s.name,
             CASE WHEN s.revoked THEN 'revoked' ELSE s.end_reason END AS end_reason
        FROM step_queue q JOIN worker_session s ON s.id = q.session
       WHERE q.epoch IS NOT NULL AND s.ended_at IS NOT NULL
         AND (NOT s.revoked OR s.ended_at < millrace_clock() - interval '3 seconds')
      """;

  private static final String UNLISTED =
      """
      SELECT q.run, q.attempt, q.epoch, a.state = 'running' AS running
        FROM step_queue q JOIN attempt a ON a.id = q.attempt
       WHERE q.session = :session AND q.epoch IS NOT NULL AND q.claim_no <= :settled
         AND a.state IN ('leased', 'running') AND q.attempt <> ALL (:listed)
      """;

  // The row is locked before its old value is read: of two heartbeats that come together the
  // second sees what the first left out.
  private static final String REMEMBER_UNLISTED =
      """
      WITH before AS (
        SELECT id, unlisted FROM worker_session
         WHERE id = :session AND unlisted_heartbeat < :number FOR NO KEY UPDATE)
      UPDATE worker_session s SET unlisted = :unlisted, unlisted_heartbeat = :number
        FROM before b WHERE s.id = b.id
      RETURNING b.unlisted
      """;

  private final IsolatedBatch batch = new IsolatedBatch("taking back attempts:");
  private final JdbcClient jdbc;
  private final RunTransactions runs;
  private final AttemptSql attempts;
  private final AttemptTakeover takeover;

  Losses(JdbcClient jdbc, RunTransactions runs, HotSql sql, AttemptTakeover takeover) {
    this.jdbc = jdbc;
    this.runs = runs;
    this.attempts = sql.attempts();
    this.takeover = takeover;
  }

  private record Lease(UUID run, UUID attempt, long epoch, String why) {}

  /** Loses what is leased to sessions that are over; returns how many attempts that were. */
  int ofEndedSessions() {
    List<Lease> leases =
        jdbc.sql(OF_ENDED_SESSIONS)
            .query(
                (row, i) ->
                    new Lease(
                        Columns.uuid(row, "run"),
                        Columns.uuid(row, "attempt"),
                        row.getLong("epoch"),
                        "worker %s is lost: %s"
                            .formatted(row.getString("name"), words(row.getString("end_reason")))))
            .list();
    return lose(leases, Retry.BY_BUDGET);
  }

  /** A lease of a settled claim that a heartbeat does not list. */
  private record Unlisted(UUID run, UUID attempt, long epoch, boolean running) {
    Lease because(String why) {
      return new Lease(run, attempt, epoch, why);
    }
  }

  /**
   * Loses what the worker of a heartbeat does not hold although its claims are settled. A grant
   * that was not started never reached it, and its next try is outside any budget. A running
   * attempt is lost when the heartbeat before has left it out, too: the worker has dropped it.
   *
   * @param any whether the heartbeat before left out a running one
   * @return how many there were
   */
  int unlisted(UUID session, Heartbeat heartbeat, boolean any) {
    List<Unlisted> left =
        jdbc.sql(UNLISTED)
            .param("session", session)
            .param("settled", heartbeat.settledClaims())
            .param("listed", SqlArrays.uuids(heartbeat.attempts()))
            .query(
                (row, i) ->
                    new Unlisted(
                        Columns.uuid(row, "run"),
                        Columns.uuid(row, "attempt"),
                        row.getLong("epoch"),
                        row.getBoolean("running")))
            .list();
    List<Lease> grants =
        left.stream()
            .filter(lease -> !lease.running())
            .map(lease -> lease.because("the grant never reached its worker"))
            .toList();
    List<Unlisted> running = left.stream().filter(Unlisted::running).toList();
    Long number = heartbeat.number();
    Set<UUID> twice =
        number == null || (running.isEmpty() && !any)
            ? Set.of()
            : leftOutBefore(session, number, running);
    List<Lease> dropped =
        running.stream()
            .filter(lease -> twice.contains(lease.attempt()))
            .map(lease -> lease.because("its worker does not hold it any more"))
            .toList();
    return lose(grants, Retry.FREE) + lose(dropped, Retry.BY_BUDGET);
  }

  /** What the heartbeat before left out; nothing if this one is not the next, but a late one. */
  private Set<UUID> leftOutBefore(UUID session, long number, List<Unlisted> running) {
    return jdbc.sql(REMEMBER_UNLISTED)
        .param("session", session)
        .param("number", number)
        .param("unlisted", SqlArrays.uuids(running.stream().map(Unlisted::attempt).toList()))
        .query((row, i) -> Set.copyOf(Columns.uuids(row, "unlisted")))
        .optional()
        .orElse(Set.of());
  }

  private int lose(List<Lease> leases, Retry retry) {
    record Key(UUID run, String why) {}
    Map<Key, List<Lease>> together =
        leases.stream().collect(Collectors.groupingBy(l -> new Key(l.run(), l.why())));
    return batch.sum(
        together.keySet(),
        key -> lose(key.run(), together.getOrDefault(key, List.of()), key.why(), retry));
  }

  private int lose(UUID run, List<Lease> leases, String why, Retry retry) {
    Map<UUID, Long> epochs =
        leases.stream().collect(Collectors.toMap(Lease::attempt, Lease::epoch));
    int lost = runs.within(run, edit -> lose(edit, epochs, why, retry)).orElse(0);
    if (lost > 0) {
      log.warn(
          "{}: {} attempts of run {} go back to their pools{}",
          why,
          lost,
          run,
          retry == Retry.FREE ? "" : " on the platform's budget");
    }
    return lost;
  }

  // Looked at again under the run's lock: a completion or a start may have come first.
  private int lose(RunEdit edit, Map<UUID, Long> epochs, String why, Retry retry) {
    List<Loaded> held =
        attempts.load(epochs.keySet()).stream()
            .filter(a -> a.leased() && Objects.equals(epochs.get(a.id()), a.epoch()))
            .filter(a -> retry != Retry.FREE || a.isIn(AttemptState.LEASED))
            .toList();
    if (held.isEmpty()) {
      return 0;
    }
    takeover.end(edit, held, new End(AttemptState.LOST, Cause.PLATFORM, why, retry));
    return held.size();
  }

  private static String words(String endReason) {
    return switch (endReason) {
      case "expired" -> "no heartbeat within its lease";
      case "replaced" -> "it was started anew";
      case "closed" -> "it signed off";
      case "revoked" -> "its token was revoked";
      default -> throw new IllegalStateException("unknown end of a session: " + endReason);
    };
  }
}
