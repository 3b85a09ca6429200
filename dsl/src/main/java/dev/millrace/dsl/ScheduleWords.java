package dev.millrace.dsl;

import dev.millrace.dsl.cron.CronExpression;
import dev.millrace.dsl.cron.CronSyntaxException;
import java.util.ArrayList;
import java.util.List;

/** Says a schedule's rule in sentences, for people who have to trust it. */
public final class ScheduleWords {
  private ScheduleWords() {}

  /**
   * The rule of a valid schedule.
   *
   * @throws IllegalArgumentException when its cron expression is not valid
   */
  public static List<String> of(Schedule schedule) {
    List<String> words = new ArrayList<>();
    switch (schedule.timing()) {
      case Timing.Cron cron -> addCron(cron.expression(), schedule.zone(), words);
      case Timing.Every every ->
          words.add(
              "Every %s of elapsed time, counted from %s; clock changes make no difference."
                  .formatted(
                      Durations.format(every.step()),
                      schedule.start() == null ? "1970-01-01T00:00:00Z" : schedule.start()));
    }
    if (schedule.start() != null) {
      words.add("No tick before %s.".formatted(schedule.start()));
    }
    if (schedule.end() != null) {
      words.add("No tick after %s.".formatted(schedule.end()));
    }
    words.add(
        switch (schedule.interval()) {
          case TICK -> "A run is about its tick.";
          case PREVIOUS -> "A run is about the time from the tick before to its tick.";
        });
    words.add(
        switch (schedule.catchup()) {
          case NONE -> "Missed ticks start no run.";
          case LATEST -> "Of missed ticks the newest starts a run.";
          case ALL ->
              "Missed ticks start their runs afterwards, the newest %d at most."
                  .formatted(schedule.maxCatchup());
        });
    words.add(
        switch (schedule.overlap()) {
          case ALLOW -> "A run starts beside others of the Dag.";
          case QUEUE -> "A run waits until no other run of the Dag is active.";
          case SKIP -> "While a run of the Dag has not ended, a tick starts none.";
        });
    return List.copyOf(words);
  }

  private static void addCron(String expression, String zone, List<String> words) {
    CronExpression cron;
    try {
      cron = CronExpression.parse(expression);
    } catch (CronSyntaxException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    words.add("%s in %s.".formatted(cron.describe(), zone));
    if (cron.matchesEitherDay()) {
      words.add(
          "A date matches by its day of month or by its day of week: one of them is enough, because"
              + " neither begins with *.");
    }
    words.add(
        cron.followsWallClock()
            ? "It follows the clock on the wall: no tick in an hour that a clock change leaves out,"
                + " ticks in both passes of an hour that comes twice."
            : "Its times are fixed: what a clock change leaves out ticks once, at the end of the gap;"
                + " what comes twice ticks the first time only.");
  }
}
