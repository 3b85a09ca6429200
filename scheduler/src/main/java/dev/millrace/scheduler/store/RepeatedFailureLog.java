package dev.millrace.scheduler.store;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Remembers which failures were logged whole, so that one that comes back takes one line each time
 * and not a stack trace. Safe for any number of threads.
 */
public final class RepeatedFailureLog {
  private static final int KEPT = 1000;

  private final Duration interval;
  private final LongSupplier nanoTime;
  private final Map<String, Long> logged = new LinkedHashMap<>();

  /**
   * @param interval a failure that comes back after this time is logged whole again
   */
  public RepeatedFailureLog(Duration interval) {
    this(interval, System::nanoTime);
  }

  RepeatedFailureLog(Duration interval, LongSupplier nanoTime) {
    this.interval = interval;
    this.nanoTime = nanoTime;
  }

  /**
   * Whether a failure is to be logged whole now: none of that key was within the interval.
   *
   * @param key what failed, in words
   */
  public synchronized boolean isFirst(String key) {
    long now = nanoTime.getAsLong();
    Long last = logged.get(key);
    if (last != null && now - last < interval.toNanos()) {
      return false;
    }
    logged.remove(key);
    logged.put(key, now);
    if (logged.size() > KEPT) {
      logged.remove(logged.keySet().iterator().next());
    }
    return true;
  }

  /** As {@link #isFirst(String)}; failures that were thrown at the same place count as the same. */
  public boolean isFirst(Throwable failure) {
    Throwable root = DatabaseFaults.root(failure);
    StackTraceElement[] places = root.getStackTrace();
    return isFirst(root.getClass().getName() + (places.length == 0 ? "" : " at " + places[0]));
  }

  /** The root cause on one line, with the name of its class. */
  public static String line(Throwable failure) {
    return DatabaseFaults.root(failure).toString().strip().replaceAll("\\s+", " ");
  }
}
