package dev.millrace.api.problems;

import java.io.EOFException;
import java.net.SocketTimeoutException;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Distinguishes a connection that the client gave up from a defect of the server. */
final class ClientGone {
  private ClientGone() {}

  /** Returns true if the client is gone and gets no answer. */
  static boolean caused(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BadRequestException
          || cause instanceof EOFException
          || cause instanceof SocketTimeoutException
          || cause instanceof AsyncRequestNotUsableException) {
        return true;
      }
    }
    return false;
  }
}
