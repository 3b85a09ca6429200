package dev.millrace.scheduler.store;

import dev.millrace.dsl.StorableText;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.TypeMismatchDataAccessException;
import org.springframework.transaction.TransactionException;
import tools.jackson.core.JacksonException;

/**
 * Sorts failures of work on stored rows: permanent, passing, or neither. What is neither, such as a
 * missing right, says nothing about the rows and may take long: the work is tried again later.
 */
public final class DatabaseFaults {
  private static final int DEEPEST = 30;
  private static final int LONGEST = 500;

  /**
   * Classes of SQL states that a value in a row causes: more rows than one (21), a value that
   * cannot be converted or computed with (22), a constraint (23), a value that is too big or too
   * deep for the database (54).
   */
  private static final Set<String> PERMANENT_CLASSES = Set.of("21", "22", "23", "54");

  /** Storage that is damaged: a page or a large value (XX001), an index (XX002). */
  private static final Set<String> PERMANENT_STATES = Set.of("XX001", "XX002");

  /**
   * What Java code throws on a value that it cannot read or decide about: JSON of another form, the
   * name of no constant, a null where none may be, a number out of range.
   */
  private static final List<Class<? extends Throwable>> PERMANENT =
      List.of(
          BrokenDefinitionException.class,
          JacksonException.class,
          DateTimeException.class,
          IllegalArgumentException.class,
          IllegalStateException.class,
          NoSuchElementException.class,
          NullPointerException.class,
          IndexOutOfBoundsException.class,
          ClassCastException.class,
          ArithmeticException.class,
          UnsupportedOperationException.class,
          StackOverflowError.class);

  /** What Spring itself throws on an answer of the database that has another form. */
  private static final List<Class<? extends DataAccessException>> PERMANENT_ANSWERS =
      List.of(
          DataIntegrityViolationException.class,
          IncorrectResultSizeDataAccessException.class,
          TypeMismatchDataAccessException.class);

  private DatabaseFaults() {}

  /**
   * Whether the same work on the same rows fails again, however often it is tried: a row cannot be
   * read, or nothing can be decided by what it holds.
   */
  public static boolean isPermanent(Throwable failure) {
    if (DatabaseAway.isCauseOf(failure)) {
      return false;
    }
    SQLException sql = first(failure, SQLException.class);
    if (sql != null) {
      return isPermanent(sql.getSQLState());
    }
    DataAccessException access = first(failure, DataAccessException.class);
    if (access != null) {
      return PERMANENT_ANSWERS.stream().anyMatch(type -> type.isInstance(access));
    }
    return first(failure, TransactionException.class) == null
        && first(failure, CancellationException.class) == null
        && PERMANENT.stream().anyMatch(type -> first(failure, type) != null);
  }

  private static boolean isPermanent(@Nullable String sqlState) {
    return sqlState != null
        && (PERMANENT_STATES.contains(sqlState)
            || PERMANENT_CLASSES.stream().anyMatch(sqlState::startsWith));
  }

  /**
   * Whether the database was away, had no room or was in a conflict: no row is at fault, and all
   * other work fails as well or may succeed a moment later.
   */
  public static boolean isPassing(Throwable failure) {
    return !isPermanent(failure)
        && (failure instanceof TransientDataAccessException
            || failure instanceof RecoverableDataAccessException
            || failure instanceof NonTransientDataAccessResourceException
            || failure instanceof TransactionException
            || DatabaseAway.isCauseOf(failure));
  }

  /** The message of the root cause on one line, in a form that can be stored. */
  public static String reason(Throwable failure) {
    Throwable root = root(failure);
    String text = root.getMessage() == null ? root.toString() : root.getMessage();
    String line = StorableText.cleaned(text).strip().replaceAll("\\s+", " ");
    return line.substring(0, Math.min(LONGEST, line.length()));
  }

  /** The failure that caused all others; the failure itself if it has no cause. */
  static Throwable root(Throwable failure) {
    Throwable root = failure;
    for (int depth = 0; root.getCause() != null && depth < DEEPEST; depth++) {
      root = root.getCause();
    }
    return root;
  }

  private static <T extends Throwable> @Nullable T first(Throwable failure, Class<T> type) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }
}
