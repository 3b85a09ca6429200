package dev.millrace.scheduler.engine;

import dev.millrace.dsl.RetryPolicy;
import java.time.Duration;
import java.util.UUID;

/** Whether a step whose attempt ended badly gets another one, when, and who pays for it. */
public sealed interface RetryDecision {
  /** How many retries the platform pays for in one step before it gives up. */
  int PLATFORM_RETRIES = 3;

  /**
   * Another attempt.
   *
   * @param budget whose retry this is: {@link Cause#USER} or {@link Cause#PLATFORM}
   * @param number how many retries of that budget are used with this one, from 1; what the store
   *     writes to {@code user_retries} or {@code platform_retries}
   * @param delay from now; zero: at once
   */
  record Retry(Cause budget, int number, Duration delay) implements RetryDecision {}

  /**
   * No further attempt: the step failed.
   *
   * @param budget the one that is used up
   */
  record GiveUp(Cause budget) implements RetryDecision {}

  /**
   * What follows from an attempt that failed, timed out or was lost. The nth retry of the user's
   * budget waits delay · backoff^(n−1), at most maxDelay; with jitter, between half of that and all
   * of it, and always the same for the same attempt. The platform's retries wait 5 s, doubled each
   * time, because what broke may need a moment.
   *
   * @param attempt the attempt that ended; the source of the jitter
   * @param cause a timeout is the user's
   * @param usedByUser retries that the user's budget has paid for so far
   * @param usedByPlatform retries that the platform's budget has paid for so far
   */
  static RetryDecision after(
      UUID attempt, Cause cause, RetryPolicy policy, int usedByUser, int usedByPlatform) {
    return switch (cause) {
      case USER, TIMEOUT ->
          usedByUser >= policy.user()
              ? new GiveUp(Cause.USER)
              : new Retry(
                  Cause.USER, usedByUser + 1, RetryDelay.of(policy, usedByUser + 1, attempt));
      case PLATFORM ->
          usedByPlatform >= PLATFORM_RETRIES
              ? new GiveUp(Cause.PLATFORM)
              : new Retry(
                  Cause.PLATFORM,
                  usedByPlatform + 1,
                  RetryDelay.of(RetryDelay.PLATFORM, usedByPlatform + 1, attempt));
    };
  }
}
