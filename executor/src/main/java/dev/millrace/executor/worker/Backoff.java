package dev.millrace.executor.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Waits between tries, longer each time up to a limit, never in step with other workers. The limit
 * is short: after an outage work goes on within seconds.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private Duration next = FIRST;

  void pause() throws InterruptedException {
    long nanos = next.toNanos();
    TimeUnit.NANOSECONDS.sleep(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }

  void reset() {
    next = FIRST;
  }

  /**
   * Repeats a request until the server answers it, one way or the other.
   *
   * @param what the request in words, for the log
   * @throws NotTakenException when the server fails with it again and again
   */
  static <T> T untilAnswered(String what, Request<T> request)
      throws IOException, InterruptedException {
    return untilAnswered(
        request, new ServerFailures(what, ServerFailures.Limit.DEFAULT, System::nanoTime));
  }

  /** As {@link #untilAnswered(String, Request)}. */
  static <T> T untilAnswered(Request<T> request, ServerFailures failures)
      throws IOException, InterruptedException {
    Backoff backoff = new Backoff();
    while (true) {
      try {
        return request.send();
      } catch (ServerFailedException e) {
        failures.pauseAfter(e);
      } catch (ServerUnavailableException e) {
        backoff.pause();
      }
    }
  }

  /** A request that may be repeated. */
  @FunctionalInterface
  interface Request<T> {
    T send() throws IOException, InterruptedException;
  }
}
