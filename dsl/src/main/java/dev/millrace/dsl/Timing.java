package dev.millrace.dsl;

import java.time.Duration;

/** When a schedule ticks. Sealed: a new kind is a new record here. */
public sealed interface Timing {
  /**
   * At the times of a cron expression, in the schedule's zone.
   *
   * @param expression five fields, or a name such as {@code @daily}
   */
  record Cron(String expression) implements Timing {}

  /**
   * In equal steps of elapsed time, whatever clocks do. Counted from the schedule's start if it has
   * one, else from 1970-01-01T00:00:00Z, so that a quarter of an hour begins on the quarter.
   *
   * @param step whole seconds, one minute to 365 days
   */
  record Every(Duration step) implements Timing {}
}
