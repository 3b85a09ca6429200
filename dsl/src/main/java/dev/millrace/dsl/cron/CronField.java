package dev.millrace.dsl.cron;

import java.util.List;
import java.util.Locale;

/** The five fields in their order, with the numbers and names each takes. */
enum CronField {
  MINUTE(1, "minute", 0, 59, ""),
  HOUR(2, "hour", 0, 23, ""),
  DAY(3, "day of month", 1, 31, ""),
  MONTH(4, "month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
  /** 0 and 7 are Sunday. */
  WEEKDAY(5, "day of week", 0, 7, "SUN MON TUE WED THU FRI SAT");

  private final int place;
  private final String words;
  private final int least;
  private final int most;
  private final String names;

  /**
   * @param place from 1
   * @param names in the order of their numbers, a space between two
   */
  CronField(int place, String words, int least, int most, String names) {
    this.place = place;
    this.words = words;
    this.least = least;
    this.most = most;
    this.names = names;
  }

  /** Which field it is, from 1. */
  int place() {
    return place;
  }

  String words() {
    return words;
  }

  int least() {
    return least;
  }

  int most() {
    return most;
  }

  /** What {@code *} stands for, as a range; Sunday only once. */
  int last() {
    return this == WEEKDAY ? 6 : most;
  }

  /** The number that a name stands for; -1 when it is none of this field's. */
  int named(String text) {
    int index = text.isEmpty() ? -1 : list().indexOf(text.toUpperCase(Locale.ROOT));
    return index < 0 ? -1 : index + least;
  }

  /** {@code 0 to 59}, with the names where there are some. */
  String range() {
    return names.isEmpty()
        ? "%d to %d".formatted(least, most)
        : "%d to %d or %s to %s".formatted(least, most, list().getFirst(), list().getLast());
  }

  private List<String> list() {
    return List.of(names.split(" "));
  }
}
