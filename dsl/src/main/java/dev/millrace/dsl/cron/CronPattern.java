package dev.millrace.dsl.cron;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which times of a calendar without zones match. Bit {@code n} of a set stands for the number
 * {@code n}; Sunday is 0.
 *
 * @param eitherDay day of month and day of week are both restricted: one of them is enough
 * @param wallClock minute or hour begins with {@code *}: the schedule follows the wall clock
 */
record CronPattern(
    long minutes,
    int hours,
    int days,
    int months,
    int weekdays,
    boolean eitherDay,
    boolean wallClock) {

  // The 29th of February falls on a given day of the week after 40 years at the latest.
  private static final int HORIZON_YEARS = 41;

  /** Whether there is a date that matches, in any year. */
  boolean isPossible() {
    if (eitherDay) {
      return true;
    }
    for (Month month : Month.values()) {
      boolean hasDay = (days & ((1L << (month.maxLength() + 1)) - 1)) != 0;
      if (isSet(months, month.getValue()) && hasDay) {
        return true;
      }
    }
    return false;
  }

  /** The first whole minute at or after {@code from} that matches; null when there is none. */
  @Nullable LocalDateTime firstFrom(LocalDateTime from) {
    LocalDateTime minute = from.truncatedTo(ChronoUnit.MINUTES);
    LocalDateTime start = minute.equals(from) ? minute : minute.plusMinutes(1);
    LocalDate date = start.toLocalDate();
    LocalDate last = date.plusYears(HORIZON_YEARS);
    int after = start.getHour() * 60 + start.getMinute();
    while (!date.isAfter(last)) {
      if (!isSet(months, date.getMonthValue())) {
        date = date.withDayOfMonth(1).plusMonths(1);
        after = 0;
        continue;
      }
      int time = matches(date) ? timeFrom(after) : -1;
      if (time >= 0) {
        return date.atTime(time / 60, time % 60);
      }
      date = date.plusDays(1);
      after = 0;
    }
    return null;
  }

  private boolean matches(LocalDate date) {
    boolean day = isSet(days, date.getDayOfMonth());
    boolean weekday = isSet(weekdays, date.getDayOfWeek().getValue() % 7);
    return eitherDay ? day || weekday : day && weekday;
  }

  // Minutes of the day; -1 when none is left.
  private int timeFrom(int minuteOfDay) {
    int first = minuteOfDay / 60;
    for (int hour = first; hour < 24; hour++) {
      if (isSet(hours, hour)) {
        long left = hour == first ? minutes >>> (minuteOfDay % 60) << (minuteOfDay % 60) : minutes;
        if (left != 0) {
          return hour * 60 + Long.numberOfTrailingZeros(left);
        }
      }
    }
    return -1;
  }

  private static boolean isSet(int set, int number) {
    return (set >>> number & 1) != 0;
  }
}
