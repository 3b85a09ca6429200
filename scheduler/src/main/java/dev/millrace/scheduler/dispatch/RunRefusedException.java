package dev.millrace.scheduler.dispatch;

import java.io.Serial;

/**
 * The run cannot be created as the Dag stands: it has no version, is archived or is quarantined.
 */
public final class RunRefusedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  RunRefusedException(String message) {
    super(message);
  }
}
