package dev.millrace.scheduler.catalog;

import org.jspecify.annotations.Nullable;

/** A Dag is not, or no longer, the one that its writer has read; nothing was changed. */
public final class ChangedMeanwhileException extends CatalogException {

  ChangedMeanwhileException(String message, @Nullable String hint) {
    super("CHANGED_MEANWHILE", message, hint);
  }
}
