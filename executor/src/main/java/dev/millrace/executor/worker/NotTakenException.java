package dev.millrace.executor.worker;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The server does not take this report, however often it is repeated. */
final class NotTakenException extends IOException {
  private static final String OUTPUTS = "/outputs";
  private static final String NEXT = "/next";

  private final @Nullable String pointer;

  NotTakenException(String message, @Nullable String pointer, Throwable cause) {
    super(message, cause);
    this.pointer = pointer;
  }

  /** Whether a value that the step itself chose is what the server refuses. */
  boolean isAboutValues() {
    return pointer != null && (pointer.startsWith(OUTPUTS) || pointer.startsWith(NEXT));
  }
}
