package dev.millrace.scheduler.catalog;

import org.jspecify.annotations.Nullable;

/** The request is fine by itself, but not as things stand. */
public final class ConflictException extends CatalogException {

  ConflictException(String code, String message, @Nullable String hint) {
    super(code, message, hint);
  }
}
