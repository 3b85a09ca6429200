package dev.millrace.executor.worker;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The server understood a request and refused it: repeating it is pointless. */
final class RefusedException extends IOException {
  private final int status;
  private final @Nullable String code;
  private final @Nullable String pointer;

  RefusedException(int status, String message) {
    this(status, message, null, null);
  }

  /**
   * As the server's problem says.
   *
   * @param code of the problem; null: the answer was no problem document of the server's
   * @param pointer JSON pointer into the request; null: the problem names no place
   */
  RefusedException(int status, String message, @Nullable String code, @Nullable String pointer) {
    super(message);
    this.status = status;
    this.code = code;
    this.pointer = pointer;
  }

  int status() {
    return status;
  }

  /** Returns the problem's code, or null if the answer has none, such as a proxy's own page. */
  @Nullable String code() {
    return code;
  }

  /** Returns the place in the request that was refused, or null if it is not known. */
  @Nullable String pointer() {
    return pointer;
  }

  /** The session, or the attempt, is no longer this worker's. */
  boolean isLost() {
    return status == 401 || status == 403 || status == 404 || status == 409;
  }

  /** An administrator took the worker's access away: it ends. */
  boolean isRevoked() {
    return "SESSION_REVOKED".equals(code);
  }
}
