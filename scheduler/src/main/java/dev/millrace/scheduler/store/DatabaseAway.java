package dev.millrace.scheduler.store;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes a database that is not there from a statement that fails. The first kind says
 * nothing about the data: the same work may succeed a moment later.
 */
public final class DatabaseAway {
  private static final int DEEPEST = 30;
  private static final String CONNECTION_CLASS = "08";

  // The server ends (57P01), crashed (57P02), is starting (57P03) or ended an idle session (57P05).
  private static final Set<String> STATES = Set.of("57P01", "57P02", "57P03", "57P05");

  // Hikari and pgjdbc report a closed connection by its message alone.
  private static final Set<String> CLOSED =
      Set.of("Connection is closed", "This connection has been closed.");

  private DatabaseAway() {}

  /** Whether a missing database is the failure, or stands anywhere behind it. */
  public static boolean isCauseOf(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof SQLException sql && isAway(sql)) {
        return true;
      }
      for (Throwable beside : cause.getSuppressed()) {
        if (beside instanceof SQLException sql && isAway(sql)) {
          return true;
        }
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isAway(SQLException failure) {
    @Nullable String state = failure.getSQLState();
    return failure instanceof SQLTransientConnectionException
        || failure instanceof SQLRecoverableException
        || (state != null && (state.startsWith(CONNECTION_CLASS) || STATES.contains(state)))
        || (failure.getMessage() != null && CLOSED.contains(failure.getMessage()));
  }
}
