package dev.millrace.executor.notebook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A point in time on the monotonic clock, which nobody sets back. */
final class Deadline {
  private final Duration length;
  private final long end;

  private Deadline(Duration length) {
    this.length = length;
    this.end = System.nanoTime() + length.toNanos();
  }

  /** Null for no duration. */
  static @Nullable Deadline in(@Nullable Duration length) {
    return length == null ? null : new Deadline(length);
  }

  boolean isOver() {
    return System.nanoTime() - end >= 0;
  }

  /** How long it was, for people. */
  @Override
  public String toString() {
    long seconds = length.toSeconds();
    if (length.toMillis() < 10_000) {
      return length.toMillis() / 1000.0 + " s";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + " min" : seconds + " s";
  }
}
