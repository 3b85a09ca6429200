package dev.millrace.api.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A fault that comes back with every try of a client does not fill the log. */
class ToldFaultsTest {
  private final AtomicLong now = new AtomicLong();
  private final ToldFaults told = new ToldFaults(now::get);

  @Test
  void aFaultFromOnePlaceIsToldWholeOnceInTenMinutesHoweverItIsWrapped() {
    assertThat(told.isTraceDue(fault("row 1"))).isTrue();
    assertThat(told.isTraceDue(new IllegalStateException("wrapped", fault("row 2")))).isFalse();
    assertThat(told.isTraceDue(new IllegalStateException("elsewhere"))).isTrue();
    now.addAndGet(Duration.ofMinutes(11).toNanos());
    assertThat(told.isTraceDue(fault("row 3"))).isTrue();
    assertThat(told.isTraceDue(fault("row 4"))).isFalse();
  }

  @Test
  void manyKindsOfFaultsAreNotRememberedForEver() {
    assertThat(told.isTraceDue(fault("first"))).isTrue();
    for (int i = 0; i < 300; i++) {
      var other = new IllegalStateException();
      other.setStackTrace(new StackTraceElement[] {new StackTraceElement("A", "m", "A.java", i)});
      assertThat(told.isTraceDue(other)).isTrue();
    }
    assertThat(told.isTraceDue(fault("again"))).isTrue();
  }

  @Test
  void oneLineNamesWhatIsBehindIt() {
    assertThat(ToldFaults.line(new IllegalStateException("outer", fault("a\n  b"))))
        .isEqualTo("java.lang.IllegalArgumentException: a b");
  }

  private static RuntimeException fault(String message) {
    return new IllegalArgumentException(message);
  }
}
