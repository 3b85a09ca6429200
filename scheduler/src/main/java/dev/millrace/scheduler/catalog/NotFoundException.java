package dev.millrace.scheduler.catalog;

import org.jspecify.annotations.Nullable;

/** There is no such thing in this project; what other projects have makes no difference. */
public final class NotFoundException extends CatalogException {

  NotFoundException(String message, @Nullable String hint) {
    super("NOT_FOUND", message, hint);
  }
}
