package dev.millrace.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.RetryPolicy;
import dev.millrace.scheduler.engine.RetryDecision.GiveUp;
import dev.millrace.scheduler.engine.RetryDecision.Retry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryDecisionTest {
  private static final UUID ATTEMPT = UUID.fromString("01939f00-0000-7000-8000-000000000001");

  @Test
  void delaysGrowByTheBackoffUpToTheCap() {
    RetryPolicy policy =
        new RetryPolicy(5, Duration.ofSeconds(10), 2, Duration.ofSeconds(50), false);

    List<Duration> delays =
        IntStream.range(0, 5)
            .mapToObj(used -> RetryDecision.after(ATTEMPT, Cause.USER, policy, used, 0))
            .map(decision -> ((Retry) decision).delay())
            .toList();

    assertThat(delays)
        .containsExactly(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(40),
            Duration.ofSeconds(50),
            Duration.ofSeconds(50));
  }

  @Test
  void aDelayThatOutgrowsEveryNumberIsCapped() {
    RetryPolicy policy =
        new RetryPolicy(1000, Duration.ofSeconds(10), 100, Duration.ofMinutes(5), false);

    assertThat(RetryDecision.after(ATTEMPT, Cause.USER, policy, 999, 0))
        .isEqualTo(new Retry(Cause.USER, 1000, Duration.ofMinutes(5)));
  }

  @ParameterizedTest
  @EnumSource(names = {"USER", "TIMEOUT"})
  void theUsersBudgetPaysForFailuresAndTimeouts(Cause cause) {
    RetryPolicy once = new RetryPolicy(1, Duration.ofSeconds(1), 1, Duration.ofSeconds(1), false);

    assertThat(RetryDecision.after(ATTEMPT, cause, once, 0, 3))
        .isEqualTo(new Retry(Cause.USER, 1, Duration.ofSeconds(1)));
    assertThat(RetryDecision.after(ATTEMPT, cause, once, 1, 0)).isEqualTo(new GiveUp(Cause.USER));
  }

  @Test
  void thePlatformPaysForThreeRetriesOfItsOwnWhateverTheUserAllows() {
    for (int used = 0; used < 3; used++) {
      assertThat(RetryDecision.after(ATTEMPT, Cause.PLATFORM, RetryPolicy.NONE, 0, used))
          .isInstanceOfSatisfying(
              Retry.class, retry -> assertThat(retry.budget()).isEqualTo(Cause.PLATFORM));
    }
    assertThat(RetryDecision.after(ATTEMPT, Cause.PLATFORM, RetryPolicy.upTo(9), 0, 3))
        .isEqualTo(new GiveUp(Cause.PLATFORM));
  }

  @Test
  void jitterIsTheSameForTheSameAttemptAndSpreadsOverTheUpperHalf() {
    RetryPolicy policy =
        new RetryPolicy(1, Duration.ofSeconds(100), 1, Duration.ofSeconds(100), true);

    List<Duration> delays =
        IntStream.range(0, 1000)
            .mapToObj(i -> new UUID(0x0193_9f00_0000_7000L + i, 0x8000_0000_0000_0000L))
            .map(attempt -> RetryDelay.of(policy, 1, attempt))
            .toList();

    assertThat(delays)
        .allSatisfy(
            delay -> assertThat(delay).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(100)));
    assertThat(delays.stream().filter(delay -> delay.toSeconds() < 75).count())
        .isBetween(400L, 600L);
    assertThat(RetryDelay.of(policy, 1, ATTEMPT)).isEqualTo(RetryDelay.of(policy, 1, ATTEMPT));
  }
}
