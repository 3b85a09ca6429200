package dev.millrace.scheduler.dispatch;

import java.io.Serial;
import java.util.UUID;

/**
 * The worker's session expired or was replaced. Its attempts are lost: the worker ends them and
 * opens a new session.
 */
public final class SessionGoneException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean revoked;

  SessionGoneException(UUID session, boolean revoked) {
    super(
        revoked
            ? "the token that opened worker session %s was revoked; end its attempts"
                .formatted(session)
            : "worker session %s is over; end its attempts and open a new one".formatted(session));
    this.revoked = revoked;
  }

  /** Whether an administrator took the worker's access away; otherwise it may come again. */
  public boolean isRevoked() {
    return revoked;
  }
}
