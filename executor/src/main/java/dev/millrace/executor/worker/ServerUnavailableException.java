package dev.millrace.executor.worker;

import java.io.IOException;

/** The server did not answer, or said that it cannot now: the same request may succeed later. */
class ServerUnavailableException extends IOException {
  ServerUnavailableException(String message) {
    super(message);
  }

  ServerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
