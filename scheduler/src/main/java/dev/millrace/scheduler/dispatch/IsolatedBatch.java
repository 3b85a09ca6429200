package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.DatabaseFaults;
import dev.millrace.scheduler.store.RepeatedFailureLog;
import dev.millrace.scheduler.store.RetryBackoff;
import java.time.Duration;
import java.util.Collection;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the same work for each of several runs or Dags, so that one that cannot be handled harms
 * only itself. What fails again and again is tried less and less often.
 */
final class IsolatedBatch {
  private static final Logger log = LoggerFactory.getLogger(IsolatedBatch.class);

  private final String what;
  private final RepeatedFailureLog failures = new RepeatedFailureLog(Duration.ofHours(1));
  private final RetryBackoff<Object> backoff = new RetryBackoff<>();

  /**
   * @param what the work in words, for the log; an item's text follows
   */
  IsolatedBatch(String what) {
    this.what = what;
  }

  /**
   * Sums what the work returns; an item whose work throws is logged and counts nothing.
   *
   * @param items each is equal to itself in the next pass
   * @throws RuntimeException when the database is out of reach: no item is at fault
   */
  <T> int sum(Collection<T> items, ToIntFunction<T> work) {
    int sum = 0;
    for (T item : items) {
      if (!backoff.isWaiting(item)) {
        sum += isolated(item, work);
      }
    }
    return sum;
  }

  private <T> int isolated(T item, ToIntFunction<T> work) {
    try {
      int result = work.applyAsInt(item);
      backoff.succeeded(item);
      return result;
    } catch (RuntimeException e) {
      if (DatabaseFaults.isPassing(e)) {
        throw e;
      }
      backoff.failed(item);
      log(what + " " + item, e);
      return 0;
    }
  }

  private void log(String item, RuntimeException failure) {
    if (failures.isFirst(item)) {
      log.error("{} failed; the others go on, and it is tried again", item, failure);
    } else {
      log.warn("{} failed again and is tried later: {}", item, DatabaseFaults.reason(failure));
    }
  }
}
