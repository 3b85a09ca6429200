package dev.millrace.scheduler.dispatch;

import java.io.Serial;
import java.util.UUID;

/** There is no run of that id. */
public final class NoSuchRunException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  NoSuchRunException(UUID run) {
    super("there is no run %s".formatted(run));
  }
}
