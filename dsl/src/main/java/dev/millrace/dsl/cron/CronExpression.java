package dev.millrace.dsl.cron;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cron schedule with Debian's rules for clock changes. Immutable.
 *
 * <p>Five fields (minute, hour, day of month, month, day of week; 0 and 7 are Sunday) of numbers,
 * names, ranges, steps and lists, or a name such as {@code @daily}. When day of month and day of
 * week are both restricted, that is, neither begins with {@code *}, a date matches by either of
 * them; else it must match both.
 *
 * <p>A schedule whose minute or hour begins with {@code *} follows the wall clock as it comes: it
 * has no tick in a spring gap, and one in each pass of an autumn overlap. Any other has fixed
 * times: those that a gap swallows become one tick at the first instant after it, and those in an
 * overlap tick once, in the first pass.
 */
public final class CronExpression {
  private final String text;
  private final CronPattern pattern;

  private CronExpression(String text, CronPattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  /**
   * Reads a schedule.
   *
   * @throws CronSyntaxException when it is none, with the field that is wrong
   */
  public static CronExpression parse(String text) throws CronSyntaxException {
    return new CronExpression(text.strip(), CronParser.parse(text));
  }

  /** When it ticks, for people, such as {@code At 03:00 on Monday to Friday}. */
  public String describe() {
    return CronWords.of(pattern);
  }

  /** Whether no date of any year matches, such as the 30th of February. */
  public boolean neverTicks() {
    return !pattern.isPossible();
  }

  /** The first tick after that instant, exclusive; null when there is none. */
  public @Nullable Instant next(Instant after, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    return pattern.wallClock() ? nextOfWallClock(after, rules) : nextOfFixedTimes(after, rules);
  }

  // Between two clock changes wall time and instants run side by side: each stretch is searched in
  // its own offset, and a match behind its end is no match.
  private @Nullable Instant nextOfWallClock(Instant after, ZoneRules rules) {
    Instant from = after.plusNanos(1);
    while (true) {
      ZoneOffset offset = rules.getOffset(from);
      LocalDateTime match = pattern.firstFrom(LocalDateTime.ofInstant(from, offset));
      if (match == null) {
        return null;
      }
      Instant tick = match.toInstant(offset);
      ZoneOffsetTransition change = rules.nextTransition(from);
      if (change == null || tick.isBefore(change.getInstant())) {
        return tick;
      }
      from = change.getInstant();
    }
  }

  // The instants of rising fixed times never fall, so the first that lies after is the next tick.
  private @Nullable Instant nextOfFixedTimes(Instant after, ZoneRules rules) {
    LocalDateTime match = pattern.firstFrom(LocalDateTime.ofInstant(after, rules.getOffset(after)));
    while (match != null) {
      Instant tick = instantOf(match, rules);
      if (tick.isAfter(after)) {
        return tick;
      }
      match = pattern.firstFrom(match.plusMinutes(1));
    }
    return null;
  }

  private static Instant instantOf(LocalDateTime local, ZoneRules rules) {
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    return offsets.isEmpty()
        ? rules.getTransition(local).getInstant()
        : local.toInstant(offsets.getFirst());
  }

  /** Whether it follows the wall clock as it comes; else it has fixed times. */
  public boolean followsWallClock() {
    return pattern.wallClock();
  }

  /** Whether a date matches by its day of month or its day of week; else it must match both. */
  public boolean matchesEitherDay() {
    return pattern.eitherDay();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
