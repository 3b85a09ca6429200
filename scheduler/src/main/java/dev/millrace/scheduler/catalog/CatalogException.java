package dev.millrace.scheduler.catalog;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request about definitions that is refused; nothing was changed. Sealed: whoever turns it into
 * an answer thinks of every kind.
 */
public abstract sealed class CatalogException extends RuntimeException
    permits NotFoundException,
        ConflictException,
        ChangedMeanwhileException,
        InvalidInputException,
        TooLargeException {

  private final String code;
  private final @Nullable String hint;

  CatalogException(String code, String message, @Nullable String hint) {
    // An answer, not a defect: nobody reads its stack trace.
    super(message, null, false, false);
    this.code = code;
    this.hint = hint;
  }

  /** A stable upper-case word that programs may test. */
  public String code() {
    return code;
  }

  /** What to do about it. */
  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }
}
