package dev.millrace.api.problems;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Remembers which faults were logged with their stack trace lately, so that one that comes back
 * with every try of a client takes one line each time. Faults that were thrown at the same place
 * count as the same.
 */
final class ToldFaults {
  private static final int KEPT = 200;
  private static final int DEEPEST = 30;
  private static final Duration AGAIN = Duration.ofMinutes(10);

  private final LongSupplier nanoTime;
  private final Map<String, Long> told = new LinkedHashMap<>();

  /**
   * @param nanoTime monotonic, as {@link System#nanoTime()}
   */
  ToldFaults(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether the fault's stack trace is due: it was not logged within the last ten minutes. */
  synchronized boolean isTraceDue(Throwable fault) {
    Throwable root = root(fault);
    StackTraceElement[] places = root.getStackTrace();
    String key = root.getClass().getName() + (places.length == 0 ? "" : " at " + places[0]);
    long now = nanoTime.getAsLong();
    Long last = told.get(key);
    if (last != null && now - last < AGAIN.toNanos()) {
      return false;
    }
    told.remove(key);
    told.put(key, now);
    if (told.size() > KEPT) {
      told.remove(told.keySet().iterator().next());
    }
    return true;
  }

  /** What is behind the fault, in one line. */
  static String line(Throwable fault) {
    return root(fault).toString().strip().replaceAll("\\s+", " ");
  }

  private static Throwable root(Throwable fault) {
    Throwable root = fault;
    for (int depth = 0; root.getCause() != null && depth < DEEPEST; depth++) {
      root = root.getCause();
    }
    return root;
  }
}
