package dev.millrace.scheduler.dispatch;

import java.io.Serial;
import java.util.UUID;

/**
 * The lease that the caller names is not the attempt's any more: it ended, was lost, or belongs to
 * another session. Nothing was changed; the worker drops everything it holds of the attempt.
 */
public final class StaleEpochException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  StaleEpochException(UUID attempt, long epoch) {
    super("attempt %s is no longer leased under epoch %d; drop it".formatted(attempt, epoch));
  }
}
