package dev.millrace.dsl;

import java.time.Duration;

/**
 * How often and how soon a step that failed by its own fault is tried again.
 *
 * <p>Attempts lost with their worker are not counted here: they go to the platform's own budget.
 *
 * @param user retries after the first attempt, 0 to 100; 0 means one attempt
 * @param delay the wait before the first retry
 * @param backoff what each further wait is multiplied with, 1 to 100; 1 keeps the waits equal
 * @param maxDelay no wait is longer than this
 * @param jitter whether waits are spread, so that steps that failed together do not return together
 */
public record RetryPolicy(
    int user, Duration delay, double backoff, Duration maxDelay, boolean jitter) {
  /** The wait before the first retry where none is given. */
  public static final Duration DEFAULT_DELAY = Duration.ofSeconds(10);

  /** The growth of waits where none is given. */
  public static final double DEFAULT_BACKOFF = 2;

  /** The cap of waits where none is given. */
  public static final Duration DEFAULT_MAX_DELAY = Duration.ofMinutes(5);

  /** One attempt, no retry: what a step has that says nothing. */
  public static final RetryPolicy NONE = upTo(0);

  /**
   * A policy of {@code user} retries with the default waits (10 s, doubled each time up to 5 min,
   * with jitter).
   */
  public static RetryPolicy upTo(int user) {
    return new RetryPolicy(user, DEFAULT_DELAY, DEFAULT_BACKOFF, DEFAULT_MAX_DELAY, true);
  }

  /** This policy with another wait before the first retry. */
  public RetryPolicy delay(Duration wait) {
    return new RetryPolicy(user, wait, backoff, maxDelay, jitter);
  }

  /**
   * As {@link #delay(Duration)} with a text such as {@code 10s}.
   *
   * @throws IllegalArgumentException when the text is no duration
   */
  public RetryPolicy delay(String wait) {
    return delay(Durations.require(wait));
  }

  /** This policy with another growth of waits, 1 to 100. */
  public RetryPolicy backoff(double factor) {
    return new RetryPolicy(user, delay, factor, maxDelay, jitter);
  }

  /** This policy with another cap of waits. */
  public RetryPolicy maxDelay(Duration cap) {
    return new RetryPolicy(user, delay, backoff, cap, jitter);
  }

  /**
   * As {@link #maxDelay(Duration)} with a text such as {@code 5m}.
   *
   * @throws IllegalArgumentException when the text is no duration
   */
  public RetryPolicy maxDelay(String cap) {
    return maxDelay(Durations.require(cap));
  }

  /** This policy with waits spread or exact. */
  public RetryPolicy jitter(boolean spread) {
    return new RetryPolicy(user, delay, backoff, maxDelay, spread);
  }
}
