package dev.millrace.dsl.validation;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a definition or a value, told so that its author can mend it.
 *
 * @param code what kind of problem it is
 * @param message one sentence: what is wrong, with the names and values of this case
 * @param where the place
 * @param hint what to do; null where the message says it all
 * @param severity whether it refuses the definition
 */
public record Problem(
    ProblemCode code, String message, Where where, @Nullable String hint, Severity severity) {

  /** Whether a problem refuses the definition. */
  public enum Severity {
    /** The definition is refused. */
    ERROR,
    /** The definition is accepted, and its author is told. */
    WARNING
  }

  /** An error without a hint. */
  public static Problem error(ProblemCode code, String message, Where where) {
    return new Problem(code, message, where, null, Severity.ERROR);
  }

  /** A warning without a hint. */
  public static Problem warning(ProblemCode code, String message, Where where) {
    return new Problem(code, message, where, null, Severity.WARNING);
  }

  /** This problem with what to do about it; null takes the hint away. */
  public Problem hint(@Nullable String text) {
    return new Problem(code, message, where, text, severity);
  }

  /** Whether the definition is refused for it. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** One line for a terminal: {@code dags/a.yaml:31:18 STEP_UNKNOWN message (hint)}. */
  @Override
  public String toString() {
    String line = where + " " + code + " " + message;
    return hint == null ? line : line + " (" + hint + ")";
  }
}
