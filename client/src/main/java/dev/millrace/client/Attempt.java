package dev.millrace.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try of a step.
 *
 * @param id its id
 * @param number which try of its step, from 1
 * @param state where it is
 * @param message for people; null: nothing to say
 * @param worker the worker's name; null: none
 * @param startedAt null: it has not begun
 * @param endedAt null: it has not ended
 */
public record Attempt(
    String id,
    int number,
    AttemptState state,
    @Nullable String message,
    @Nullable String worker,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {

  static Attempt of(Answer attempt) {
    return new Attempt(
        attempt.text("id"),
        attempt.number("number"),
        attempt.constant("state", AttemptState.UNKNOWN),
        attempt.textOrNull("message"),
        attempt.textOrNull("worker"),
        attempt.instantOrNull("startedAt"),
        attempt.instantOrNull("endedAt"));
  }
}
