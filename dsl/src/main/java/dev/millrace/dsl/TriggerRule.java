package dev.millrace.dsl;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * When a step may start, judged by the states of its direct upstream steps.
 *
 * <p>The names are part of the file format and of the database: a constant may be added, never
 * renamed.
 */
public enum TriggerRule {
  /** Every upstream step succeeded. What a step has that names no rule. */
  ALL_SUCCESS,
  /** Every upstream step failed. */
  ALL_FAILED,
  /** Every upstream step ended, however it did. */
  ALL_DONE,
  /** Every upstream step ended, none was skipped and at least one succeeded. */
  ALL_DONE_MIN_ONE_SUCCESS,
  /** Every upstream step was skipped. */
  ALL_SKIPPED,
  /** At least one upstream step succeeded; the others are not waited for. */
  ONE_SUCCESS,
  /** At least one upstream step failed; the others are not waited for. */
  ONE_FAILED,
  /** At least one upstream step succeeded or failed; the others are not waited for. */
  ONE_DONE,
  /** Every upstream step succeeded or was skipped. */
  NONE_FAILED,
  /** As {@link #NONE_FAILED}, and at least one succeeded: the rule for a join after a branch. */
  NONE_FAILED_MIN_ONE_SUCCESS,
  /** Every upstream step ended and none was skipped. */
  NONE_SKIPPED,
  /** At once, whatever the upstream steps do. */
  ALWAYS;

  private static final Map<String, TriggerRule> BY_WIRE_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(TriggerRule::wireName, Function.identity()));

  /** The name in files, over REST and in the database: this constant's name in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The rule of that wire name; empty when there is none. Case matters. */
  public static Optional<TriggerRule> fromWireName(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }
}
