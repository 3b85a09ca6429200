package dev.millrace.executor.worker;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the answers of 500 to one request that is repeated, and says when repeating it is
 * pointless. Other kinds of failure do not count: a server that is away takes the request later.
 */
final class ServerFailures {
  private static final Logger log = LoggerFactory.getLogger(ServerFailures.class);

  /**
   * When a request is given up.
   *
   * @param answers so many answers of 500, at least 2
   * @param within that were given in no less than this time
   */
  record Limit(int answers, Duration within) {
    static final Limit DEFAULT = new Limit(5, Duration.ofSeconds(30));
  }

  private final String what;
  private final Limit limit;
  private final LongSupplier nanoTime;
  private int count;
  private long firstAt;

  /**
   * Counts for one request.
   *
   * @param what the request in words, for the log
   */
  ServerFailures(String what, Limit limit, LongSupplier nanoTime) {
    this.what = what;
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  /**
   * Notes one more answer of 500, and waits longer each time before the request may be repeated.
   *
   * @throws NotTakenException when it is pointless to repeat the request
   */
  void pauseAfter(ServerFailedException failure) throws NotTakenException, InterruptedException {
    count++;
    if (count == 1) {
      firstAt = nanoTime.getAsLong();
    }
    Duration passed = Duration.ofNanos(nanoTime.getAsLong() - firstAt);
    if (count >= limit.answers() && passed.compareTo(limit.within()) >= 0) {
      throw new NotTakenException(
          "the server failed %d times in %d s: %s"
              .formatted(count, passed.toSeconds(), failure.getMessage()),
          null,
          failure);
    }
    Duration pause = pause();
    log.warn(
        "{}: {}; try {} follows in {} s",
        what,
        failure.getMessage(),
        count + 1,
        pause.toMillis() / 1000.0);
    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
  }

  // The pauses double and add up to the limit's time, so that the last try comes right after it.
  private Duration pause() {
    int doublings = Math.min(count, limit.answers() - 1) - 1;
    long first = limit.within().toNanos() / ((1L << (limit.answers() - 1)) - 1);
    long nanos = first << doublings;
    return Duration.ofNanos(nanos + ThreadLocalRandom.current().nextLong(nanos / 10 + 1));
  }
}
