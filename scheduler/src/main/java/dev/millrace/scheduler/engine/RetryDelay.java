package dev.millrace.scheduler.engine;

import dev.millrace.dsl.RetryPolicy;
import java.time.Duration;
import java.util.UUID;

/** How long a retry waits. */
final class RetryDelay {
  static final RetryPolicy PLATFORM =
      new RetryPolicy(
          RetryDecision.PLATFORM_RETRIES, Duration.ofSeconds(5), 2, Duration.ofMinutes(1), true);

  private RetryDelay() {}

  /**
   * @param number of the retry, from 1
   */
  static Duration of(RetryPolicy policy, int number, UUID attempt) {
    double millis = (double) policy.delay().toMillis() * Math.pow(policy.backoff(), number - 1.0);
    // Compared as a double: a hundred doublings leave the range of long, and infinity is capped
    // too.
    double capped = Math.min(millis, (double) policy.maxDelay().toMillis());
    double spread = policy.jitter() ? 0.5 + 0.5 * fraction(attempt) : 1;
    return Duration.ofMillis(Math.round(capped * spread));
  }

  /**
   * A number in [0, 1) that looks random and is the same for the same id (the finalizer of
   * MurmurHash3).
   */
  private static double fraction(UUID id) {
    long bits = id.getMostSignificantBits() * 31 + id.getLeastSignificantBits();
    bits = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
    bits = (bits ^ (bits >>> 33)) * 0xc4ceb9fe1a85ec53L;
    bits ^= bits >>> 33;
    return (bits >>> 11) * 0x1p-53;
  }
}
