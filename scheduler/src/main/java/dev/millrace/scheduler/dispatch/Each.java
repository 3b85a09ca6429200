package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.DatabaseAway;
import java.util.Collection;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

/**
 * Does the same to each of several runs or Dags, so that one that cannot be handled harms only
 * itself.
 */
final class Each {
  private static final Logger log = LoggerFactory.getLogger(Each.class);

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
      } catch (DataAccessResourceFailureException | TransactionException e) {
        throw e;
      } catch (RuntimeException e) {
        if (DatabaseAway.isCauseOf(e)) {
          throw e;
        }
        log.error("{} {} failed; the others go on, and it is tried again", what, item, e);
      }
    }
    return sum;
  }
}
