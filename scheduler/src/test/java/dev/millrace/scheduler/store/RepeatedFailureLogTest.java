package dev.millrace.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A failure that comes back with every try of a client does not fill the log. */
class RepeatedFailureLogTest {
  private final AtomicLong now = new AtomicLong();
  private final RepeatedFailureLog failures =
      new RepeatedFailureLog(Duration.ofMinutes(10), now::get);

  @Test
  void aFailureFromOnePlaceIsLoggedWholeOnceInTenMinutesHoweverItIsWrapped() {
    assertThat(failures.isFirst(fault("row 1"))).isTrue();
    assertThat(failures.isFirst(new IllegalStateException("wrapped", fault("row 2")))).isFalse();
    assertThat(failures.isFirst(new IllegalStateException("elsewhere"))).isTrue();
    now.addAndGet(Duration.ofMinutes(11).toNanos());
    assertThat(failures.isFirst(fault("row 3"))).isTrue();
    assertThat(failures.isFirst(fault("row 4"))).isFalse();
  }

  @Test
  void manyKindsOfFailuresAreNotRememberedForEver() {
    assertThat(failures.isFirst(fault("first"))).isTrue();
    for (int i = 0; i < 1100; i++) {
      var other = new IllegalStateException();
      other.setStackTrace(new StackTraceElement[] {new StackTraceElement("A", "m", "A.java", i)});
      assertThat(failures.isFirst(other)).isTrue();
    }
    assertThat(failures.isFirst(fault("again"))).isTrue();
  }

  @Test
  void oneLineNamesWhatIsBehindIt() {
    assertThat(RepeatedFailureLog.line(new IllegalStateException("outer", fault("a\n  b"))))
        .isEqualTo("java.lang.IllegalArgumentException: a b");
  }

  private static RuntimeException fault(String message) {
    return new IllegalArgumentException(message);
  }
}
