package dev.millrace.dsl;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a Dag starts by itself, and what becomes of ticks that cannot start a run in time.
 * Immutable; the {@code with} like methods return a changed copy.
 *
 * @param timing cron or equal steps
 * @param zone the IANA zone whose clock a cron expression means, such as {@code Asia/Seoul}
 * @param interval which time a run is about
 * @param start no tick lies before it; null: no such limit
 * @param end no tick lies after it; null: no such limit
 * @param catchup which missed ticks start a run afterwards
 * @param maxCatchup with {@link Catchup#ALL}, how many missed ticks do so at most, the newest, 1 to
 *     10,000
 * @param overlap what a tick does while another run of the Dag has not ended
 */
public record Schedule(
    Timing timing,
    String zone,
    TickInterval interval,
    @Nullable Instant start,
    @Nullable Instant end,
    Catchup catchup,
    int maxCatchup,
    Overlap overlap) {
  /** The zone where none is given. */
  public static final String DEFAULT_ZONE = "UTC";

  /** How many missed ticks are caught up at most where nothing is said. */
  public static final int DEFAULT_MAX_CATCHUP = 1_000;

  /** A schedule at the times of a cron expression in UTC: five fields, or {@code @daily}. */
  public static Schedule cron(String expression) {
    return of(new Timing.Cron(expression));
  }

  /** A schedule in equal steps of elapsed time, one minute to 365 days. */
  public static Schedule every(Duration step) {
    return of(new Timing.Every(step));
  }

  /**
   * As {@link #every(Duration)} with a text such as {@code 15m}.
   *
   * @throws IllegalArgumentException when the text is no duration
   */
  public static Schedule every(String step) {
    return every(Durations.require(step));
  }

  private static Schedule of(Timing timing) {
    return new Schedule(
        timing,
        DEFAULT_ZONE,
        TickInterval.TICK,
        null,
        null,
        Catchup.NONE,
        DEFAULT_MAX_CATCHUP,
        Overlap.ALLOW);
  }

  /** This schedule by the clock of an IANA zone, such as {@code Asia/Seoul}. */
  public Schedule zone(String id) {
    return new Schedule(timing, id, interval, start, end, catchup, maxCatchup, overlap);
  }

  /** This schedule with runs that are about another time. */
  public Schedule interval(TickInterval about) {
    return new Schedule(timing, zone, about, start, end, catchup, maxCatchup, overlap);
  }

  /** This schedule without ticks before that instant; null: without that limit. */
  public Schedule start(@Nullable Instant first) {
    return new Schedule(timing, zone, interval, first, end, catchup, maxCatchup, overlap);
  }

  /** This schedule without ticks after that instant; null: without that limit. */
  public Schedule end(@Nullable Instant last) {
    return new Schedule(timing, zone, interval, start, last, catchup, maxCatchup, overlap);
  }

  /** This schedule with another answer to missed ticks. */
  public Schedule catchup(Catchup which) {
    return new Schedule(timing, zone, interval, start, end, which, maxCatchup, overlap);
  }

  /** This schedule with another limit of {@link Catchup#ALL}, 1 to 10,000. */
  public Schedule maxCatchup(int most) {
    return new Schedule(timing, zone, interval, start, end, catchup, most, overlap);
  }

  /** This schedule with another answer to a run that has not ended. */
  public Schedule overlap(Overlap answer) {
    return new Schedule(timing, zone, interval, start, end, catchup, maxCatchup, answer);
  }
}
