package dev.millrace.api.triggers;

import dev.millrace.dsl.Schedule;
import dev.millrace.dsl.ScheduleWords;
import dev.millrace.dsl.Trigger;
import dev.millrace.scheduler.trigger.TriggerRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger will do next.
 *
 * @param rule in sentences
 * @param zone whose clock {@code local} shows
 * @param paused its ticks are missed for now
 * @param ticks in their order; none of an archived trigger
 */
record PreviewView(List<String> rule, String zone, boolean paused, List<NextTick> ticks) {

  /**
   * A tick to come.
   *
   * @param utc the instant
   * @param local what the clock on the wall shows then, with its offset
   * @param clockChange what happens to that clock on the tick's day; absent on all other days
   */
  record NextTick(Instant utc, String local, @Nullable ClockChange clockChange) {}

  /**
   * The clock goes forward or back.
   *
   * @param at when
   * @param kind {@code gap}: an hour, or so, is left out; {@code overlap}: it comes twice
   * @param words the same for people
   */
  record ClockChange(Instant at, Kind kind, String words) {
    enum Kind {
      GAP,
      OVERLAP
    }

    static ClockChange of(ZoneOffsetTransition change) {
      return new ClockChange(
          change.getInstant(),
          change.isGap() ? Kind.GAP : Kind.OVERLAP,
          "the clock goes %s from %s to %s"
              .formatted(
                  change.isGap() ? "forward" : "back",
                  change.getDateTimeBefore().toLocalTime(),
                  change.getDateTimeAfter().toLocalTime()));
    }
  }

  static PreviewView of(TriggerRecord trigger, List<Instant> next) {
    Trigger definition = trigger.definition();
    if (definition == null) {
      return new PreviewView(List.of(), Schedule.DEFAULT_ZONE, trigger.paused(), List.of());
    }
    Schedule schedule = definition.schedule();
    ZoneId zone = ZoneId.of(schedule.zone());
    return new PreviewView(
        ScheduleWords.of(schedule),
        schedule.zone(),
        trigger.paused(),
        next.stream().map(tick -> tick(tick, zone)).toList());
  }

  private static NextTick tick(Instant tick, ZoneId zone) {
    LocalDate day = tick.atZone(zone).toLocalDate();
    Instant begin = day.atStartOfDay(zone).toInstant().minusNanos(1);
    ZoneOffsetTransition change = zone.getRules().nextTransition(begin);
    Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
    boolean onThatDay = change != null && change.getInstant().isBefore(end);
    return new NextTick(
        tick,
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(tick.atZone(zone)),
        onThatDay ? ClockChange.of(change) : null);
  }
}
