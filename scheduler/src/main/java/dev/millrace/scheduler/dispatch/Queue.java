package dev.millrace.scheduler.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hands steps to workers and takes their ends: claim, start, complete. */
public final class Queue {
  private final Sessions sessions;
  private final PoolClaims claims;
  private final Grants grants;
  private final Reports reports;
  private final Bell bell;
  private final DispatchMeters meters;

  Queue(
      Sessions sessions,
      PoolClaims claims,
      Grants grants,
      Reports reports,
      Bell bell,
      DispatchMeters meters) {
    this.sessions = sessions;
    this.claims = claims;
    this.grants = grants;
    this.reports = reports;
    this.bell = bell;
    this.meters = meters;
  }

  /**
   * Leases steps of the session's pool to it; waits until there is one or the wait is over. No
   * database connection is held while it waits.
   *
   * @return at most as many as fit the free slots; empty when the wait ended, the server stops, or
   *     the claim's number is settled already
   * @throws SessionGoneException when the session is over
   * @throws InterruptedException when the thread is interrupted while it waits
   */
  public List<Grant> claim(UUID session, ClaimRequest claim, Duration wait)
      throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    String pool = sessions.poolOf(session);
    try (var listener = bell.listen(BellKey.pool(pool), BellKey.session(session))) {
      while (true) {
        List<QueueSql.Leased> leased =
            timed(pool, () -> List.of(claims.polled(pool, session, claim))).getFirst();
        if (!leased.isEmpty()) {
          return grants.of(leased);
        }
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (bell.isOver() || left.compareTo(Duration.ZERO) <= 0) {
          return List.of();
        }
        listener.await(left.compareTo(Bell.POLL) < 0 ? left : Bell.POLL);
        sessions.poolOf(session);
      }
    }
  }

  /**
   * Notes that a worker holds a grant, before any user code runs. Repeating it gives the same
   * answer.
   */
  public StartAnswer start(UUID session, UUID attempt, long epoch) {
    return switch (only(session, new Report.Start(attempt, epoch))) {
      case ReportAnswer.Started started -> started.answer();
      case ReportAnswer.Failed failed -> throw failed.reason();
      case ReportAnswer.Ended ended -> throw new IllegalStateException("a start was not an end");
    };
  }

  /**
   * Ends an attempt and decides what follows, in one transaction with whatever else waits for the
   * same run. Files and outputs become visible with it.
   *
   * @param claim rides along and is answered without waiting; null: none
   * @throws StaleEpochException when the lease is gone; nothing was changed
   */
  public CompletionAnswer complete(
      UUID session, Completion completion, @Nullable ClaimRequest claim) {
    return switch (only(session, new Report.End(completion, claim))) {
      case ReportAnswer.Ended ended -> ended.answer();
      case ReportAnswer.Failed failed -> throw failed.reason();
      case ReportAnswer.Started started -> throw new IllegalStateException("an end did not start");
    };
  }

  private ReportAnswer only(UUID session, Report report) {
    return report(session, List.of(report)).getFirst();
  }

  /**
   * Takes what a worker says of several attempts as {@link #start} and {@link #complete} would take
   * each, in fewer transactions.
   *
   * @return the answer to each, in their order; one that fails harms no other
   */
  public List<ReportAnswer> report(UUID session, List<Report> reports) {
    List<ReportAnswer> answers = new ArrayList<>(this.reports.take(session, reports));
    List<Integer> asking = new ArrayList<>();
    List<ClaimRequest> wanted = new ArrayList<>();
    for (int i = 0; i < reports.size(); i++) {
      if (reports.get(i) instanceof Report.End end
          && end.claim() != null
          && answers.get(i) instanceof ReportAnswer.Ended ended
          && ended.answer() instanceof CompletionAnswer.Accepted) {
        asking.add(i);
        wanted.add(end.claim());
      }
    }
    if (!wanted.isEmpty()) {
      String pool = sessions.fixedPoolOf(session);
      List<List<QueueSql.Leased>> leased = timed(pool, () -> claims.ridden(pool, session, wanted));
      for (int i = 0; i < asking.size(); i++) {
        answers.set(
            asking.get(i),
            new ReportAnswer.Ended(new CompletionAnswer.Accepted(grants.of(leased.get(i)))));
      }
    }
    return answers;
  }

  private List<List<QueueSql.Leased>> timed(
      String pool, Supplier<List<List<QueueSql.Leased>>> claim) {
    long began = System.nanoTime();
    List<List<QueueSql.Leased>> leased = claim.get();
    List<QueueSql.Leased> all = leased.stream().flatMap(List::stream).toList();
    if (!all.isEmpty()) {
      meters.claimed(pool, Duration.ofNanos(System.nanoTime() - began));
      reports.expect(all);
    }
    return leased;
  }
}
