package dev.millrace.executor.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kills a session's attempts when the worker may no longer believe in its lease. */
final class FenceLoop {
  private static final Logger log = LoggerFactory.getLogger(FenceLoop.class);
  private static final Duration LONGEST_NAP = Duration.ofSeconds(1);
  private static final Duration SHORTEST_NAP = Duration.ofMillis(50);

  private final Session session;

  FenceLoop(Session session) {
    this.session = session;
  }

  void run() {
    try {
      while (!session.hasEnded()) {
        fenceIfExpired();
        long left = session.lease().remaining().toNanos();
        TimeUnit.NANOSECONDS.sleep(Math.clamp(left, SHORTEST_NAP.toNanos(), LONGEST_NAP.toNanos()));
      }
    } catch (InterruptedException e) {
      log.debug("session {} is no longer watched", session.id());
    }
  }

  /** One look. */
  void fenceIfExpired() {
    if (session.lease().expired()) {
      session.held().forEach(attempt -> attempt.fence("no contact with the server for too long"));
    }
  }
}
