package dev.millrace.api.problems;

import dev.millrace.scheduler.store.DatabaseFaults;
import dev.millrace.scheduler.store.RepeatedFailureLog;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Logs why the server cannot answer, and makes the answer. A failure that comes back with every try
 * of a client does not fill the log.
 */
@Component
final class ServerFailures {
  static final String RETRY_AFTER_SECONDS = "5";

  private static final Logger log = LoggerFactory.getLogger(ServerFailures.class);

  private final RepeatedFailureLog defects = new RepeatedFailureLog(Duration.ofMinutes(10));
  private final RepeatedFailureLog outages = new RepeatedFailureLog(Duration.ofSeconds(10));

  /**
   * The answer to a failure that no code expects. The request's id stands in the line itself,
   * because logs as text have no other place for it. The stack trace of a cause that comes back
   * follows once in ten minutes.
   *
   * @param cause null if only the status is known
   */
  Problem defect(@Nullable Throwable cause, HttpServletRequest request) {
    String repeated =
        cause == null || defects.isFirst(cause)
            ? ""
            : " as before (" + RepeatedFailureLog.line(cause) + ")";
    log.error(
        "request {}: {} {} failed{}; the client gets 500",
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

  /**
   * The answer while the database is away: 503. Every request fails during an outage: a line every
   * ten seconds says as much.
   */
  Problem databaseAway(Throwable failure) {
    if (outages.isFirst("database")) {
      log.warn(
          "the database did not answer ({}): requests that need it get 503, and clients try again"
              + " after {} s",
          DatabaseFaults.reason(failure),
          RETRY_AFTER_SECONDS);
    } else {
      log.debug("the database did not answer: {}", failure.getMessage());
    }
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "DATABASE",
            "the database does not answer at the moment")
        .hint(
            "try again in a few seconds; whether a write was stored is not known, so send it with the same Idempotency-Key");
  }
}
