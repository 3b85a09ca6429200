package dev.millrace.api.problems;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** The answer to what nobody foresaw. Whoever gives it has written the cause to the log. */
final class Defect {
  private static final Logger log = LoggerFactory.getLogger(Defect.class);

  private static final ToldFaults TOLD = new ToldFaults(System::nanoTime);

  private Defect() {}

  /**
   * Logs the cause and makes the answer. The id stands in the line itself, because logs as text
   * have no other place for it. The stack trace of a cause that comes back follows once in ten
   * minutes.
   *
   * @param cause null if only the status is known
   */
  static Problem logged(@Nullable Throwable cause, HttpServletRequest request) {
    String repeated =
        cause == null || TOLD.isTraceDue(cause)
            ? ""
            : " as before (" + ToldFaults.line(cause) + ")";
    log.error(
        "request {}: {} {} failed{}; the client is told 500",
        RequestId.of(request),
        request.getMethod(),
        request.getRequestURI(),
        repeated,
        repeated.isEmpty() ? cause : null);
    return Problem.of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "INTERNAL",
            "the server failed; this is a defect of Millrace")
        .hint("the server's log has the cause under this request id");
  }
}
