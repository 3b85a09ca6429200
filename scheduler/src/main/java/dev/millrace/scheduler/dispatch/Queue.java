package dev.millrace.scheduler.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hands steps to workers and takes their ends: claim, start, complete. */
public final class Queue {
  private final Sessions sessions;
  private final PoolClaims claims;
  private final Grants grants;
  private final Reports reports;
  private final Bell bell;

  Queue(Sessions sessions, PoolClaims claims, Grants grants, Reports reports, Bell bell) {
    this.sessions = sessions;
    this.claims = claims;
    this.grants = grants;
    this.reports = reports;
    this.bell = bell;
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
        List<QueueSql.Leased> leased = claims.polled(pool, session, claim);
        if (!leased.isEmpty()) {
          return grants(leased);
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
    List<Reports.Taken> taken = this.reports.take(session, reports);
    List<ReportAnswer> answers = new ArrayList<>();
    List<Integer> asking = new ArrayList<>();
    List<ClaimRequest> wanted = new ArrayList<>();
    for (int i = 0; i < reports.size(); i++) {
      answers.add(answer(taken.get(i)));
      ClaimRequest claim = asks(reports.get(i), taken.get(i));
      if (claim != null) {
        asking.add(i);
        wanted.add(claim);
      }
    }
    if (!wanted.isEmpty()) {
      String pool = sessions.fixedPoolOf(session);
      List<List<QueueSql.Leased>> leased = claims.ridden(pool, session, wanted);
      for (int i = 0; i < asking.size(); i++) {
        answers.set(asking.get(i), granted(leased.get(i)));
      }
    }
    return answers;
  }

  private static @Nullable ClaimRequest asks(Report report, Reports.Taken taken) {
    return taken.leased() == null
            && report instanceof Report.End end
            && taken.answer() instanceof ReportAnswer.Ended ended
            && ended.answer() instanceof CompletionAnswer.Accepted
        ? end.claim()
        : null;
  }

  private ReportAnswer answer(Reports.Taken taken) {
    return taken.leased() == null ? taken.answer() : granted(taken.leased());
  }

  private ReportAnswer granted(List<QueueSql.Leased> leased) {
    return new ReportAnswer.Ended(new CompletionAnswer.Accepted(grants(leased)));
  }

  private List<Grant> grants(List<QueueSql.Leased> leased) {
    reports.expect(leased);
    return grants.of(leased);
  }
}
