package dev.millrace.dsl.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Around every clock change from 1970 to 2040: the ticks of the 28 hours before it and after it,
 * against an oracle that looks at every minute.
 */
@Tag("slow")
class CronOracleTest {
  private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2040-01-01T00:00:00Z");

  private static final List<String> SCHEDULES =
      List.of(
          "30 2 * * *",
          "0 0 * * *",
          "59 23 * * *",
          "5 0,1,2,3 * * *",
          "0,15,30,45 0-3 * * *",
          "30 1 1-15 * sun",
          "0 3 * * 0",
          "10-40/15 */3 * 3-11 *",
          "*/15 * * * *",
          "0 * * * *",
          "* 2 * * mon-sat",
          "*/20 0-4/2 */2 * *");

  /** With gaps at midnight, half and quarter hours, double summer time, days left out. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Africa/Cairo",
        "Africa/Casablanca",
        "Africa/El_Aaiun",
        "Africa/Juba",
        "America/Anchorage",
        "America/Asuncion",
        "America/Caracas",
        "America/Chicago",
        "America/Havana",
        "America/Los_Angeles",
        "America/New_York",
        "America/Nuuk",
        "America/Santiago",
        "America/Sao_Paulo",
        "America/St_Johns",
        "Antarctica/Troll",
        "Asia/Amman",
        "Asia/Beirut",
        "Asia/Gaza",
        "Asia/Kathmandu",
        "Asia/Pyongyang",
        "Asia/Seoul",
        "Asia/Tehran",
        "Atlantic/Azores",
        "Australia/Adelaide",
        "Australia/Lord_Howe",
        "Australia/Sydney",
        "Europe/Berlin",
        "Europe/Dublin",
        "Europe/Istanbul",
        "Europe/Lisbon",
        "Europe/London",
        "Europe/Moscow",
        "Pacific/Apia",
        "Pacific/Auckland",
        "Pacific/Chatham",
        "Pacific/Kwajalein",
        "Pacific/Norfolk"
      })
  void ticksAroundEveryClockChangeAreTheOnesOfTheOracle(String name) throws CronSyntaxException {
    ZoneId zone = ZoneId.of(name);
    ZoneOffsetTransition change = zone.getRules().nextTransition(FIRST);
    int changes = 0;
    while (change != null && change.getInstant().isBefore(LAST)) {
      Instant at = change.getInstant().truncatedTo(ChronoUnit.MINUTES);
      Instant from = at.minus(Duration.ofHours(28));
      Instant to = at.plus(Duration.ofHours(28));
      var oracle = new CronOracle(zone, from, to);
      for (String schedule : SCHEDULES) {
        assertThat(ticks(schedule, zone, from, to))
            .as("%s in %s around %s", schedule, zone, at)
            .isEqualTo(oracle.ticks(schedule));
      }
      changes++;
      change = zone.getRules().nextTransition(change.getInstant());
    }
    assertThat(changes).isPositive();
  }

  @Test
  void aZoneWithSecondsInItsOffsetTicksWhenItsOwnClockShowsTheMinute() throws CronSyntaxException {
    ZoneId zone = ZoneId.of("Africa/Monrovia");
    CronExpression cron = CronExpression.parse("0 6 * * *");
    Instant tick = cron.next(Instant.parse("1971-06-01T00:00:00Z"), zone);
    assertThat(tick).isEqualTo(Instant.parse("1971-06-01T06:44:30Z"));
    CronExpression midnight = CronExpression.parse("20 0 * * *");
    assertThat(midnight.next(Instant.parse("1972-01-06T12:00:00Z"), zone))
        .as("00:20 was left out, the clock went from 00:00 to 00:44:30")
        .isEqualTo(Instant.parse("1972-01-07T00:44:30Z"));
  }

  private static SortedSet<Instant> ticks(String schedule, ZoneId zone, Instant from, Instant to)
      throws CronSyntaxException {
    CronExpression cron = CronExpression.parse(schedule);
    SortedSet<Instant> ticks = new TreeSet<>();
    Instant tick = cron.next(from.minusNanos(1), zone);
    while (tick != null && !tick.isAfter(to)) {
      ticks.add(tick);
      tick = cron.next(tick, zone);
    }
    return ticks;
  }
}
