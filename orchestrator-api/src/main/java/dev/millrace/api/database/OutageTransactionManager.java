package dev.millrace.api.database;

import dev.millrace.scheduler.store.DatabaseAway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Rolls a transaction back also when its connection is lost: PostgreSQL does so by itself then. The
 * failure that ended the transaction reaches its caller. Spring would put the failure of the
 * rollback in its place, and the first failure with a stack trace into the log.
 */
final class OutageTransactionManager extends JpaTransactionManager {
  private static final Logger log = LoggerFactory.getLogger(OutageTransactionManager.class);

  @Override
  protected void doRollback(DefaultTransactionStatus status) {
    try {
      super.doRollback(status);
    } catch (RuntimeException e) {
      if (!DatabaseAway.isCauseOf(e)) {
        throw e;
      }
      log.debug("a transaction is rolled back by the loss of its connection: {}", e.getMessage());
    }
  }
}
