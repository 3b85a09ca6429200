package dev.millrace.scheduler.catalog;

import org.jspecify.annotations.Nullable;

/** What was sent is larger than what is taken. */
public final class TooLargeException extends CatalogException {

  TooLargeException(String code, String message, @Nullable String hint) {
    super(code, message, hint);
  }
}
