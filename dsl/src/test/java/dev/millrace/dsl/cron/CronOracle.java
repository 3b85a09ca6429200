package dev.millrace.dsl.cron;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The rules of cron by looking at every minute of a stretch of time and at what the clock on the
 * wall shows then. Slow, simple, and of its own making: it knows neither gaps nor overlaps, only
 * which times were shown, when first, and which were jumped over.
 */
final class CronOracle {
  private record Shown(LocalDateTime wall, Instant at) {}

  private final List<Shown> asItComes = new ArrayList<>();
  private final List<Shown> once = new ArrayList<>();

  /** Both ends belong to the stretch; whole minutes. */
  CronOracle(ZoneId zone, Instant from, Instant to) {
    LocalDateTime latest = LocalDateTime.ofInstant(from, zone).minusMinutes(1);
    for (Instant i = from; !i.isAfter(to); i = i.plus(Duration.ofMinutes(1))) {
      LocalDateTime wall = LocalDateTime.ofInstant(i, zone);
      asItComes.add(new Shown(wall, i));
      // A wall time that was passed before does not count again; one that was jumped over counts
      // where the wall goes on.
      while (latest.isBefore(wall)) {
        latest = latest.plusMinutes(1);
        once.add(new Shown(latest, i));
      }
    }
  }

  /** All ticks of the stretch. */
  SortedSet<Instant> ticks(String cron) {
    String[] fields = cron.split(" ");
    boolean wildcard = fields[0].startsWith("*") || fields[1].startsWith("*");
    Matcher matcher = new Matcher(fields);
    SortedSet<Instant> ticks = new TreeSet<>();
    for (Shown shown : wildcard ? asItComes : once) {
      if (matcher.matches(shown.wall())) {
        ticks.add(shown.at());
      }
    }
    return ticks;
  }

  private static final class Matcher {
    private final boolean[] minutes;
    private final boolean[] hours;
    private final boolean[] days;
    private final boolean[] months;
    private final boolean[] weekdays;
    private final boolean either;

    Matcher(String[] fields) {
      minutes = numbers(fields[0], 0, 59, "");
      hours = numbers(fields[1], 0, 23, "");
      days = numbers(fields[2], 1, 31, "");
      months = numbers(fields[3], 1, 12, "xxx jan feb mar apr may jun jul aug sep oct nov dec");
      weekdays = numbers(fields[4], 0, 7, "sun mon tue wed thu fri sat");
      weekdays[0] |= weekdays[7];
      either = !fields[2].startsWith("*") && !fields[4].startsWith("*");
    }

    boolean matches(LocalDateTime t) {
      if (!minutes[t.getMinute()] || !hours[t.getHour()] || !months[t.getMonthValue()]) {
        return false;
      }
      boolean day = days[t.getDayOfMonth()];
      boolean weekday = weekdays[t.getDayOfWeek().getValue() % 7];
      return either ? day || weekday : day && weekday;
    }

    private static boolean[] numbers(String field, int least, int most, String names) {
      boolean[] numbers = new boolean[most + 1];
      for (String item : field.split(",")) {
        String[] parts = item.split("/");
        int step = parts.length > 1 ? Integer.parseInt(parts[1]) : 1;
        String[] ends =
            parts[0].equals("*") ? new String[] {"" + least, "" + most} : parts[0].split("-");
        int from = number(ends[0], names);
        int to = ends.length > 1 ? number(ends[1], names) : from;
        for (int n = from; n <= to; n += step) {
          numbers[n] = true;
        }
      }
      return numbers;
    }

    private static int number(String text, String names) {
      int name = List.of(names.split(" ")).indexOf(text.toLowerCase(Locale.ROOT));
      return name >= 0 && !text.isEmpty() ? name : Integer.parseInt(text);
    }
  }
}
