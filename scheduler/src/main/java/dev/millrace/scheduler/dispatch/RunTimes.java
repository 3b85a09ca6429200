package dev.millrace.scheduler.dispatch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What time a run is about, to the microsecond, as the database keeps it.
 *
 * @param dataIntervalStart null: none
 * @param dataIntervalEnd null: none
 */
record RunTimes(
    Instant logicalTime, @Nullable Instant dataIntervalStart, @Nullable Instant dataIntervalEnd) {
  RunTimes {
    logicalTime = logicalTime.truncatedTo(ChronoUnit.MICROS);
    dataIntervalStart = micros(dataIntervalStart);
    dataIntervalEnd = micros(dataIntervalEnd);
  }

  /**
   * The times of a run that somebody wants.
   *
   * @param now the database's, which the run is about unless it is told otherwise
   */
  static RunTimes of(NewRun wanted, Instant now) {
    Instant logicalTime = wanted.logicalTime();
    return new RunTimes(
        logicalTime == null ? now : logicalTime,
        wanted.dataIntervalStart(),
        wanted.dataIntervalEnd());
  }

  private static @Nullable Instant micros(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
  }
}
