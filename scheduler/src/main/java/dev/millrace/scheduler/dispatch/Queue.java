package dev.millrace.scheduler.dispatch;

import java.time.Duration;
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
        List<QueueSql.Leased> leased = lease(pool, session, claim);
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
    return reports.start(session, attempt, epoch);
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
    CompletionAnswer answer = reports.complete(session, completion);
    if (claim == null || answer instanceof CompletionAnswer.MissingEvents) {
      return answer;
    }
    return new CompletionAnswer.Accepted(
        grants.of(lease(sessions.fixedPoolOf(session), session, claim)));
  }

  private List<QueueSql.Leased> lease(String pool, UUID session, ClaimRequest claim) {
    long began = System.nanoTime();
    List<QueueSql.Leased> leased = claims.claim(pool, session, claim.claimNo(), claim.slots());
    if (!leased.isEmpty()) {
      meters.claimed(pool, Duration.ofNanos(System.nanoTime() - began));
      reports.expect(leased);
    }
    return leased;
  }
}
