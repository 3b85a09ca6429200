package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Schedule;
import dev.millrace.dsl.Trigger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What time a run is about, to the microsecond, as the database keeps it.
 *
 * @param dataIntervalStart null: none
 * @param dataIntervalEnd null: none
 * @param zone whose calendar {@code run.date} is of
 */
record RunTimes(
    Instant logicalTime,
    @Nullable Instant dataIntervalStart,
    @Nullable Instant dataIntervalEnd,
    ZoneId zone) {
  private static final ZoneId UTC = ZoneId.of("UTC");

  RunTimes {
    logicalTime = logicalTime.truncatedTo(ChronoUnit.MICROS);
    dataIntervalStart = micros(dataIntervalStart);
    dataIntervalEnd = micros(dataIntervalEnd);
  }

  /**
   * The times of a run that somebody wants.
   *
   * @param dag the version that it is made from
   * @param now the database's, which the run is about unless it is told otherwise
   */
  static RunTimes of(NewRun wanted, Dag dag, Instant now) {
    Instant logicalTime = wanted.logicalTime();
    return new RunTimes(
        logicalTime == null ? now : logicalTime,
        wanted.dataIntervalStart(),
        wanted.dataIntervalEnd(),
        zone(wanted, dag));
  }

  /** Reads the zone as it is stored; null is UTC. */
  static ZoneId zone(@Nullable String id) {
    if (id == null) {
      return UTC;
    }
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      return UTC; // a zone that this Java no longer knows
    }
  }

  /**
   * That of the trigger. A run that somebody starts by hand has the zone of the Dag's schedules if
   * they share one, so that it is about the same day as theirs.
   */
  private static ZoneId zone(NewRun wanted, Dag dag) {
    NewRun.Tick tick = wanted.tick();
    List<String> zones =
        dag.triggers().stream()
            .filter(trigger -> tick == null || trigger.name().equals(tick.name()))
            .map(Trigger::schedule)
            .map(Schedule::zone)
            .distinct()
            .toList();
    return zones.size() == 1 ? zone(zones.getFirst()) : UTC;
  }

  private static @Nullable Instant micros(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
  }
}
