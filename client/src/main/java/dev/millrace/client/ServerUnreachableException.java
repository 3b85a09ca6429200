package dev.millrace.client;

import java.io.IOException;
import java.io.Serial;
import java.net.URI;

/** No server answered at the address, or it broke off in the middle of an answer. */
public final class ServerUnreachableException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  ServerUnreachableException(URI server, IOException cause) {
    super(
        "no Millrace server answers at %s (%s); start one with `millrace up` or name another with --url"
            .formatted(server, reason(cause)),
        cause);
  }

  private static String reason(IOException cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }
}
