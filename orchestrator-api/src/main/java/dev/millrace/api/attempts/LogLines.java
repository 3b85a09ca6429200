package dev.millrace.api.attempts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of an attempt's log.
 *
 * @param total how many there are by now
 * @param lines as many as were asked for, or fewer: at the log's end, or where they are long
 * @param environment the lines that were printed while the environment was made; absent: none
 */
record LogLines(int total, List<Line> lines, @Nullable EnvironmentLines environment) {
  /**
   * One line.
   *
   * @param number from 1
   * @param at when its first part was printed, to the tenth of a second
   * @param text without its end; what a carriage return overwrote is left out
   * @param cut present: it is longer, and only its beginning is here
   */
  record Line(int number, Instant at, String text, @Nullable Boolean cut) {}

  /**
   * The lines of the environment's making.
   *
   * @param first the number of the first
   * @param last the number of the last; smaller than {@code first}: nothing was printed
   * @param seconds how long it took; absent: it goes on
   */
  record EnvironmentLines(int first, int last, @Nullable Double seconds) {}
}
