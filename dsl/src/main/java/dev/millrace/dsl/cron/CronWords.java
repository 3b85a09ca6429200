package dev.millrace.dsl.cron;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** Says when a cron schedule ticks, in a sentence's beginning: {@code At 03:00 every day}. */
final class CronWords {
  /** More times of a day than these are told by their minutes and hours. */
  private static final int MOST_TIMES = 6;

  private static final int ALL_MONTHS = 0b1_1111_1111_1110;
  private static final int ALL_DAYS = 0xFFFF_FFFE;
  private static final int ALL_WEEKDAYS = 0b111_1111;

  private CronWords() {}

  static String of(CronPattern pattern) {
    return time(pattern) + " " + days(pattern) + months(pattern);
  }

  private static String time(CronPattern pattern) {
    List<Integer> minutes = numbers(pattern.minutes());
    List<Integer> hours = numbers(pattern.hours());
    if (minutes.size() * hours.size() <= MOST_TIMES) {
      return "At " + join(times(minutes, hours));
    }
    String minute = minutes.size() == 1 ? "At minute " + minutes.getFirst() : atMinutes(minutes);
    return hours.size() == 24
        ? minute + (minutes.size() == 1 ? " of every hour" : "")
        : minute + " of the hours " + join(ranges(hours, "%02d"::formatted));
  }

  private static List<String> times(List<Integer> minutes, List<Integer> hours) {
    List<String> times = new ArrayList<>();
    hours.forEach(hour -> minutes.forEach(m -> times.add("%02d:%02d".formatted(hour, m))));
    return times;
  }

  private static String atMinutes(List<Integer> minutes) {
    if (minutes.size() == 60) {
      return "Every minute";
    }
    int step = 60 / minutes.size();
    boolean even = 60 % minutes.size() == 0;
    for (int i = 0; i < minutes.size(); i++) {
      even &= minutes.get(i) == i * step;
    }
    return even
        ? "Every " + step + " minutes"
        : "At the minutes " + join(ranges(minutes, String::valueOf));
  }

  private static String days(CronPattern pattern) {
    boolean everyDay = (pattern.days() & ALL_DAYS) == ALL_DAYS;
    boolean everyWeekday = (pattern.weekdays() & ALL_WEEKDAYS) == ALL_WEEKDAYS;
    if (everyDay && everyWeekday) {
      return "every day";
    }
    String day = "on day " + join(ranges(numbers(pattern.days() & 0xFFFF_FFFFL), String::valueOf));
    String weekday = "on " + join(ranges(weekdaysFromMonday(pattern.weekdays()), CronWords::name));
    if (everyDay) {
      return weekday;
    }
    if (everyWeekday) {
      return day + " of the month";
    }
    return day + " of the month" + (pattern.eitherDay() ? " or " : " if it is ") + weekday;
  }

  private static String months(CronPattern pattern) {
    if ((pattern.months() & ALL_MONTHS) == ALL_MONTHS) {
      return "";
    }
    return " in "
        + join(
            ranges(
                numbers(pattern.months()),
                m -> Month.of(m).getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
  }

  private static String name(int isoDay) {
    return DayOfWeek.of(isoDay).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  /** People's week begins on Monday; the set's Sunday is 0. */
  private static List<Integer> weekdaysFromMonday(int set) {
    return numbers((set & ~1L) | (set & 1L) << 7);
  }

  private static List<Integer> numbers(long set) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < Long.SIZE; i++) {
      if ((set >>> i & 1) != 0) {
        numbers.add(i);
      }
    }
    return numbers;
  }

  /** Three or more in a row become a range. */
  private static List<String> ranges(List<Integer> numbers, IntFunction<String> name) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < numbers.size(); ) {
      int end = i;
      while (end + 1 < numbers.size() && numbers.get(end + 1) == numbers.get(end) + 1) {
        end++;
      }
      if (end - i >= 2) {
        parts.add(name.apply(numbers.get(i)) + " to " + name.apply(numbers.get(end)));
      } else {
        numbers.subList(i, end + 1).forEach(number -> parts.add(name.apply(number)));
      }
      i = end + 1;
    }
    return parts;
  }

  private static String join(List<String> parts) {
    int last = parts.size() - 1;
    return last < 1
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }
}
