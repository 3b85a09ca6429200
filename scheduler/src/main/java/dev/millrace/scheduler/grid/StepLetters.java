package dev.millrace.scheduler.grid;

import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.SqlArrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.support.SqlArrayValue;

/** The states of steps as one letter each: a grid has tens of thousands of them. */
public final class StepLetters {
  /** The run does not have the step. */
  public static final char ABSENT = '.';

  private StepLetters() {}

  /** The letter of a state. */
  public static char of(StepState state) {
    return switch (state) {
      case WAITING -> 'w';
      case READY -> 'q';
      case RUNNING -> 'r';
      case RETRY_WAIT -> 't';
      case SUCCEEDED -> 's';
      case FAILED -> 'f';
      case SKIPPED -> 'k';
      case UPSTREAM_FAILED -> 'u';
      case CANCELLED -> 'c';
    };
  }

  /** All states, each at the place of its letter in {@link #letters}. */
  static SqlArrayValue states() {
    return SqlArrays.texts(List.of(StepState.values()), StepState::wireName);
  }

  static String letters() {
    return Stream.of(StepState.values())
        .map(state -> String.valueOf(of(state)))
        .collect(Collectors.joining());
  }
}
