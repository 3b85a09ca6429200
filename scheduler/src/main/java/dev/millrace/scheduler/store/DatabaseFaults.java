package dev.millrace.scheduler.store;

import dev.millrace.dsl.StorableText;
import java.sql.SQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Tells failures that say something about a row from those that do not. */
public final class DatabaseFaults {
  private static final int DEEPEST = 30;
  private static final int LONGEST = 500;

  private DatabaseFaults() {}

  /**
   * Whether the database was away or in a conflict: no row's fault, and the same work may succeed a
   * moment later. A value that is too big for the database (class 54) is not of that kind, whatever
   * Spring calls it.
   */
  public static boolean isPassing(Throwable failure) {
    return !isTooBig(failure)
        && (failure instanceof TransientDataAccessException
            || failure instanceof RecoverableDataAccessException
            || failure instanceof NonTransientDataAccessResourceException
            || failure instanceof TransactionException
            || DatabaseAway.isCauseOf(failure));
  }

  private static boolean isTooBig(Throwable failure) {
    return failure instanceof DataAccessException
        && failure.getCause() instanceof SQLException sql
        && sql.getSQLState() != null
        && sql.getSQLState().startsWith("54");
  }

  /** What is wrong in the words of whoever found it, on one line, so that it can be stored. */
  public static String reason(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; root.getCause() != null && depth < DEEPEST; depth++) {
      root = root.getCause();
    }
    String text = root.getMessage() == null ? root.toString() : root.getMessage();
    String line = StorableText.cleaned(text).strip().replaceAll("\\s+", " ");
    return line.substring(0, Math.min(LONGEST, line.length()));
  }
}
