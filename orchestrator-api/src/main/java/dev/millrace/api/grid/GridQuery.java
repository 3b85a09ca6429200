package dev.millrace.api.grid;

import dev.millrace.api.problems.Problem;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.grid.GridFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the filters of a grid from its query. */
final class GridQuery {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private GridQuery() {}

  /**
   * @param states names of run states, separated by commas
   * @param trigger {@code KIND} or {@code KIND:NAME}, as {@code schedule:nightly}
   */
  static GridFilter filter(
      @Nullable String states,
      @Nullable String trigger,
      @Nullable String from,
      @Nullable String to) {
    String[] parts = trigger == null ? new String[0] : trigger.split(":", 2);
    return new GridFilter(
        states(states),
        parts.length == 0 ? null : parts[0],
        parts.length < 2 ? null : parts[1],
        instant("from", from),
        instant("to", to));
  }

  private static Set<RunState> states(@Nullable String text) {
    Set<RunState> states = EnumSet.noneOf(RunState.class);
    if (text != null) {
      for (String name : text.split(",", -1)) {
        try {
          states.add(RunState.of(name));
        } catch (IllegalArgumentException e) {
          throw Problem.invalid("QUERY", "there is no run state '" + name + "'")
              .hint(e.getMessage())
              .exception();
        }
      }
    }
    return states;
  }

  private static @Nullable Instant instant(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      Instant instant = Instant.parse(text);
      if (!instant.isBefore(FIRST) && !instant.isAfter(LAST)) {
        return instant;
      }
    } catch (DateTimeException e) {
      // falls through to the same refusal as a time out of range
    }
    throw Problem.invalid("QUERY", "'%s' is not a point in time: %s".formatted(name, text))
        .hint("write it as 2026-12-01T03:00:00Z, in the years 1 to 9999")
        .exception();
  }
}
