package dev.millrace.executor.worker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Says how long this worker may believe in its lease, on the monotonic clock. Counted from when the
 * last answered heartbeat was <em>sent</em>: the server may have taken it at any moment since.
 */
final class LeaseGuard {
  private final long limitNanos;
  private final LongSupplier nanoTime;
  private final AtomicLong lastContact;

  LeaseGuard(Duration limit, LongSupplier nanoTime) {
    this.limitNanos = limit.toNanos();
    this.nanoTime = nanoTime;
    this.lastContact = new AtomicLong(nanoTime.getAsLong());
  }

  /** A heartbeat that was sent at this time was answered. */
  void contact(long sentAtNanos) {
    lastContact.accumulateAndGet(sentAtNanos, (a, b) -> b - a > 0 ? b : a);
  }

  long now() {
    return nanoTime.getAsLong();
  }

  /** Whether the attempts must die, because another worker may soon start them. */
  boolean expired() {
    return remaining().isZero();
  }

  /** Time until then; zero when it has come. */
  Duration remaining() {
    long left = limitNanos - (nanoTime.getAsLong() - lastContact.get());
    return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
  }
}
