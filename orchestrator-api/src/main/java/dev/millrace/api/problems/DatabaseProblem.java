package dev.millrace.api.problems;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** What is answered while the database is away: 503, and when to come back. */
final class DatabaseProblem {
  static final String RETRY_AFTER_SECONDS = "5";

  private static final Logger log = LoggerFactory.getLogger(DatabaseProblem.class);
  private static final long BETWEEN_LINES_NANOS = 10_000_000_000L;
  private static final AtomicLong lastLine =
      new AtomicLong(System.nanoTime() - BETWEEN_LINES_NANOS);

  private DatabaseProblem() {}

  static Problem of(Throwable failure) {
    note(failure);
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "DATABASE",
            "the database does not answer at the moment")
        .hint(
            "try again in a few seconds; whether a write was stored is not known, so send it with the same Idempotency-Key");
  }

  /** Every request fails during an outage: a line every ten seconds says as much. */
  private static void note(Throwable failure) {
    long last = lastLine.get();
    long now = System.nanoTime();
    if (now - last >= BETWEEN_LINES_NANOS && lastLine.compareAndSet(last, now)) {
      log.warn(
          "the database did not answer ({}): clients are told to try again in {} s",
          failure.getMessage(),
          RETRY_AFTER_SECONDS);
    } else {
      log.debug("the database did not answer: {}", failure.getMessage());
    }
  }
}
