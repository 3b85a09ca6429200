package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.dispatch.AttemptEnds.Ending;
import dev.millrace.scheduler.dispatch.AttemptSql.Loaded;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.SqlArrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes attempts from workers that are gone and from grants that never arrived. */
final class Losses {
  private static final Logger log = LoggerFactory.getLogger(Losses.class);

  // Also finds what a claim leased to a session while it ended, and what a server left that died in
  // between: whatever
  // is leased to a session that is over is lost, whenever it is looked at.
  private static final String OF_ENDED_SESSIONS =
      """
      SELECT q.run, q.attempt, q.epoch, q.pool, s.name, s.end_reason
        FROM step_queue q JOIN worker_session s ON s.id = q.session
       WHERE q.epoch IS NOT NULL AND s.ended_at IS NOT NULL
      """;

  private static final String UNLISTED =
      """
      SELECT q.run, q.attempt, q.epoch
        FROM step_queue q JOIN attempt a ON a.id = q.attempt
       WHERE q.session = :session AND q.epoch IS NOT NULL AND q.claim_no <= :settled
         AND a.state = 'leased' AND q.attempt <> ALL (:listed)
      """;

  private final JdbcClient jdbc;
  private final RunTransactions runs;
  private final AttemptSql attempts;
  private final QueueSql queue;
  private final AttemptEnds ends;

  Losses(JdbcClient jdbc, RunTransactions runs, HotSql sql, AttemptEnds ends) {
    this.jdbc = jdbc;
    this.runs = runs;
    this.attempts = sql.attempts();
    this.queue = sql.queue();
    this.ends = ends;
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
    return lose(leases, false);
  }

  /**
   * Loses grants that never reached their worker: of claims that are settled, and neither listed
   * nor started. Their next try is outside any budget; returns how many there were.
   */
  int unlisted(UUID session, long settledClaims, Collection<UUID> listed) {
    List<Lease> leases =
        jdbc.sql(UNLISTED)
            .param("session", session)
            .param("settled", settledClaims)
            .param("listed", SqlArrays.uuids(listed))
            .query(
                (row, i) ->
                    new Lease(
                        Columns.uuid(row, "run"),
                        Columns.uuid(row, "attempt"),
                        row.getLong("epoch"),
                        "the grant never reached its worker"))
            .list();
    return lose(leases, true);
  }

  private int lose(List<Lease> leases, boolean free) {
    record Key(UUID run, String why) {}
    Map<Key, List<Lease>> together =
        leases.stream().collect(Collectors.groupingBy(l -> new Key(l.run(), l.why())));
    return Each.sum(
        "taking back attempts:",
        together.keySet(),
        key -> lose(key.run(), together.getOrDefault(key, List.of()), key.why(), free));
  }

  private int lose(UUID run, List<Lease> leases, String why, boolean free) {
    Map<UUID, Long> epochs =
        leases.stream().collect(Collectors.toMap(Lease::attempt, Lease::epoch));
    int lost = runs.within(run, edit -> lose(edit, epochs, why, free)).orElse(0);
    if (lost > 0) {
      log.warn(
          "{}: {} attempts of run {} go back to their pools{}",
          why,
          lost,
          run,
          free ? "" : " on the platform's budget");
    }
    return lost;
  }

  // Looked at again under the run's lock: a completion or a start may have come first.
  private int lose(RunEdit edit, Map<UUID, Long> epochs, String why, boolean free) {
    List<Loaded> held =
        attempts.load(epochs.keySet()).stream()
            .filter(a -> a.leased() && Objects.equals(epochs.get(a.id()), a.epoch()))
            .filter(a -> !free || a.state() == AttemptState.LEASED)
            .toList();
    if (held.isEmpty()) {
      return 0;
    }
    queue.release(
        held.stream().map(Loaded::stepRun).toList(), held.stream().map(Loaded::epoch).toList());
    attempts.takeAway(
        held.stream().map(Loaded::id).toList(), AttemptState.LOST, Cause.PLATFORM, why);
    ends.apply(
        edit,
        held.stream()
            .map(
                a ->
                    new Ending(
                        a.id(),
                        a.stepRun(),
                        a.number(),
                        AttemptState.LOST,
                        Cause.PLATFORM,
                        why,
                        null,
                        null,
                        free))
            .toList());
    return held.size();
  }

  private static String words(String endReason) {
    return switch (endReason) {
      case "expired" -> "no heartbeat within its lease";
      case "replaced" -> "it was started anew";
      case "closed" -> "it signed off";
      default -> throw new IllegalStateException("unknown end of a session: " + endReason);
    };
  }
}
