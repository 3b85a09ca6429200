package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.DatabaseFaults;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the same to each of several runs or Dags, so that one that cannot be handled harms only
 * itself.
 */
final class Each {
  private static final Logger log = LoggerFactory.getLogger(Each.class);

  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();
  private static final int TOLD_AT_MOST = 1000;

  private Each() {}

  /**
   * Sums what the work returns; an item whose work throws is logged and counts nothing.
   *
   * @param what the work in words, for the log
   * @throws RuntimeException when the database is out of reach: that is not the item's fault
   */
  static <T> int sum(String what, Collection<T> items, ToIntFunction<T> work) {
    int sum = 0;
    for (T item : items) {
      try {
        sum += work.applyAsInt(item);
      } catch (RuntimeException e) {
        if (DatabaseFaults.isPassing(e)) {
          throw e;
        }
        tell(what + " " + item, e);
      }
    }
    return sum;
  }

  // The whole trace once: what fails in every pass must not fill the log.
  private static void tell(String what, RuntimeException failure) {
    if (TOLD.size() < TOLD_AT_MOST && TOLD.add(what)) {
      log.error("{} failed; the others go on, and it is tried again", what, failure);
    } else {
      log.warn("{} failed again: {}", what, DatabaseFaults.reason(failure));
    }
  }
}
