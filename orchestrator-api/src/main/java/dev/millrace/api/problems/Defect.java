package dev.millrace.api.problems;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** The answer to what nobody foresaw. Whoever gives it has written the cause to the log. */
final class Defect {
  private static final Logger log = LoggerFactory.getLogger(Defect.class);

  private Defect() {}

  /**
   * Logs the cause and makes the answer. The id stands in the line itself, because logs as text
   * have no other place for it.
   *
   * @param cause null if only the status is known
   */
  static Problem logged(@Nullable Throwable cause, HttpServletRequest request) {
    log.error(
        "request {}: {} {} failed; the client is told 500",
        RequestId.of(request),
        request.getMethod(),
        request.getRequestURI(),
        cause);
    return Problem.of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "INTERNAL",
            "the server failed; this is a defect of Millrace")
        .hint("the server's log has the cause under this request id");
  }
}
