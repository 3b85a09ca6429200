package dev.millrace.scheduler.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Says when work that failed is tried again: at once after its first failure, then after 1 s, 2 s,
 * 4 s and so on, up to a minute. Each server counts for itself. Safe for any number of threads.
 *
 * @param <K> names a piece of work
 */
public final class RetryBackoff<K> {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int KEPT = 10_000;

  private final LongSupplier nanoTime;
  private final Map<K, Wait> waits = new HashMap<>();

  public RetryBackoff() {
    this(System::nanoTime);
  }

  RetryBackoff(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * @param failures in a row
   * @param until when the next try is due
   */
  private record Wait(int failures, long until) {}

  /** Notes a failure. */
  public synchronized void failed(K work) {
    int failures = waits.containsKey(work) ? waits.get(work).failures() + 1 : 1;
    if (waits.size() >= KEPT) {
      waits.clear(); // nothing is lost by it but time: all of it is tried again
    }
    waits.put(work, new Wait(failures, nanoTime.getAsLong() + delay(failures).toNanos()));
  }

  private static Duration delay(int failures) {
    if (failures < 2) {
      return Duration.ZERO;
    }
    Duration delay = FIRST.multipliedBy(1L << Math.min(failures - 2, 10));
    return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
  }

  /** Forgets the failures before. */
  public synchronized void succeeded(K work) {
    waits.remove(work);
  }

  /** Whether the next try is not due yet. */
  public synchronized boolean isWaiting(K work) {
    Wait wait = waits.get(work);
    return wait != null && wait.until() - nanoTime.getAsLong() > 0;
  }

  /** All work whose next try is not due yet. */
  public synchronized Set<K> waiting() {
    return waits.isEmpty()
        ? Set.of()
        : waits.keySet().stream().filter(this::isWaiting).collect(Collectors.toSet());
  }
}
