package dev.millrace.scheduler.dispatch;

import java.io.Serial;
import java.util.UUID;

/**
 * The worker's session expired or was replaced. Its attempts are lost: the worker ends them and
 * opens a new session.
 */
public final class SessionGoneException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  SessionGoneException(UUID session) {
    super("worker session %s is over; end its attempts and open a new one".formatted(session));
  }
}
