package dev.millrace.dsl;

import dev.millrace.dsl.cron.CronExpression;
import dev.millrace.dsl.cron.CronSyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ticks of a schedule, in order: computed from its rule and the zone's current rules, never
 * remembered. Immutable.
 */
public final class Ticks {
  // Looking back in growing steps: the tick before is found within a few looks, however rare.
  private static final List<Duration> LOOKS_BACK =
      List.of(
          Duration.ofHours(2),
          Duration.ofDays(2),
          Duration.ofDays(40),
          Duration.ofDays(400),
          Duration.ofDays(3_300),
          Duration.ofDays(15_000));

  private final Schedule schedule;
  private final Rule rule;

  @FunctionalInterface
  private interface Rule {
    @Nullable Instant after(Instant instant);
  }

  private Ticks(Schedule schedule, Rule rule) {
    this.schedule = schedule;
    this.rule = rule;
  }

  /**
   * The ticks of a valid schedule.
   *
   * @throws IllegalArgumentException when its cron expression or zone is not valid
   */
  public static Ticks of(Schedule schedule) {
    return new Ticks(
        schedule,
        switch (schedule.timing()) {
          case Timing.Cron cron -> cron(cron.expression(), schedule.zone());
          case Timing.Every every -> every(every.step(), schedule.start());
        });
  }

  /** The first tick after that instant, exclusive; null when there is none any more. */
  public @Nullable Instant after(Instant instant) {
    Instant start = schedule.start();
    Instant from =
        start != null && instant.isBefore(start) ? start.minus(1, ChronoUnit.NANOS) : instant;
    Instant tick = rule.after(from);
    Instant end = schedule.end();
    return tick == null || (end != null && tick.isAfter(end)) ? null : tick;
  }

  /**
   * The last time before that tick at which the rule ticks, also when that lies before the
   * schedule's start. The tick itself when there is none.
   */
  public Instant before(Instant tick) {
    if (schedule.timing() instanceof Timing.Every every) {
      return tick.minus(every.step());
    }
    for (Duration look : LOOKS_BACK) {
      Instant found = lastBetween(tick.minus(look), tick);
      if (found != null) {
        return found;
      }
    }
    return tick;
  }

  private @Nullable Instant lastBetween(Instant from, Instant to) {
    Instant last = null;
    Instant tick = rule.after(from);
    while (tick != null && tick.isBefore(to)) {
      last = tick;
      tick = rule.after(tick);
    }
    return last;
  }

  private static Rule cron(String expression, String zone) {
    try {
      CronExpression cron = CronExpression.parse(expression);
      ZoneId id = ZoneId.of(zone);
      return instant -> cron.next(instant, id);
    } catch (CronSyntaxException | DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Rule every(Duration step, @Nullable Instant start) {
    Instant first =
        Objects.requireNonNullElse(start, Instant.EPOCH).truncatedTo(ChronoUnit.SECONDS);
    return instant ->
        instant.isBefore(first)
            ? first
            : first.plus(step.multipliedBy(Duration.between(first, instant).dividedBy(step) + 1));
  }
}
