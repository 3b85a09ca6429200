package dev.millrace.executor.worker;

import dev.millrace.executor.protocol.Grant;
import dev.millrace.executor.protocol.HeartbeatRequest;
import dev.millrace.executor.protocol.SessionAnswer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One registration with the server and everything that lives no longer than it. */
final class Session {
  private final UUID id;
  private final int heartbeatSeconds;
  private final SessionClient client;
  private final ClaimNumbers claims = new ClaimNumbers();
  private final Held held = new Held();
  private final AtomicLong heartbeats = new AtomicLong();
  private final LeaseGuard lease;
  private final AttemptStarter starter;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean revoked;

  Session(SessionAnswer answer, SessionClient client, LeaseGuard lease, AttemptStarter starter) {
    this.id = answer.session();
    this.heartbeatSeconds = answer.heartbeatSeconds();
    this.client = client;
    this.lease = lease;
    this.starter = starter;
  }

  UUID id() {
    return id;
  }

  int heartbeatSeconds() {
    return heartbeatSeconds;
  }

  SessionClient client() {
    return client;
  }

  ClaimNumbers claims() {
    return claims;
  }

  Held held() {
    return held;
  }

  LeaseGuard lease() {
    return lease;
  }

  /**
   * What the next heartbeat says. The settled claims are read before the attempts: what was settled
   * by then is in the list, or done.
   */
  HeartbeatRequest heartbeat(boolean draining, Duration park, @Nullable String trouble) {
    long number = heartbeats.incrementAndGet();
    long settled = claims.settled();
    return new HeartbeatRequest(
        number,
        settled,
        held.ids(),
        held.undeliverable(),
        draining || trouble != null,
        (int) park.toMillis(),
        trouble);
  }

  /**
   * Holds and starts what a claim was answered with, then settles it: in this order, because a
   * heartbeat in between must not deny a grant that has arrived.
   *
   * @return how many slots the grants take
   */
  int accept(long claimNo, List<Grant> grants) {
    int taken = 0;
    for (Grant grant : grants) {
      if (starter.start(grant, this)) {
        taken += grant.slots();
      }
    }
    claims.settle(claimNo);
    return taken;
  }

  /** The server no longer knows it, or the worker stops. */
  void end() {
    ended.countDown();
  }

  /** As {@link #end}; the worker's access was taken away. */
  void revoke() {
    revoked = true;
    end();
  }

  boolean isRevoked() {
    return revoked;
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  void awaitEnd() throws InterruptedException {
    ended.await();
  }
}
