package dev.millrace.executor.worker;

import java.io.IOException;

/** The server understood a request and refused it: repeating it is pointless. */
final class RefusedException extends IOException {
  private final int status;

  RefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }

  /** The session, or the attempt, is no longer this worker's. */
  boolean isLost() {
    return status == 401 || status == 404 || status == 409;
  }
}
