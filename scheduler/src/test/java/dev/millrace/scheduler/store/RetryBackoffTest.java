package dev.millrace.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What fails again and again is tried less and less often. */
class RetryBackoffTest {
  private final AtomicLong now = new AtomicLong(-5);
  private final RetryBackoff<String> backoff = new RetryBackoff<>(now::get);

  @Test
  void theWaitIsDoubledUpToAMinute() {
    List<Integer> waits = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      backoff.failed("a");
      int seconds = 0;
      while (backoff.isWaiting("a")) {
        assertThat(backoff.waiting()).containsExactly("a");
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        seconds++;
      }
      waits.add(seconds);
    }
    assertThat(waits).containsExactly(0, 1, 2, 4, 8, 16, 32, 60, 60, 60);
    assertThat(backoff.waiting()).isEmpty();
  }

  @Test
  void aSuccessBeginsAnewAndOtherWorkDoesNotWait() {
    backoff.failed("a");
    backoff.failed("a");
    assertThat(backoff.isWaiting("b")).isFalse();
    backoff.succeeded("a");
    backoff.failed("a");
    assertThat(backoff.isWaiting("a")).isFalse();
  }
}
