package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.validation.Pointer;
import dev.millrace.dsl.validation.Problem;
import dev.millrace.dsl.validation.Where;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was found in what somebody sent: a problem of a definition, or one that only the
 * catalog can see.
 *
 * @param code a stable upper-case word that programs may test
 * @param message one sentence: what is wrong, with the names and values of this case
 * @param where the place in the author's text or in the request
 * @param hint what to do; null where the message says it all
 * @param severity whether it refuses the request
 */
public record Finding(
    String code, String message, Where where, @Nullable String hint, Problem.Severity severity) {

  /** What the dsl's checks found. */
  public static Finding of(Problem problem) {
    return new Finding(
        problem.code().name(),
        problem.message(),
        problem.where(),
        problem.hint(),
        problem.severity());
  }

  static Finding error(String code, String message, Where where) {
    return new Finding(code, message, where, null, Problem.Severity.ERROR);
  }

  static Finding error(String code, String message, Pointer at) {
    return error(code, message, Where.of(at));
  }

  static Finding warning(String code, String message, Where where) {
    return new Finding(code, message, where, null, Problem.Severity.WARNING);
  }

  Finding hint(String text) {
    return new Finding(code, message, where, text, severity);
  }

  /** Whether the request is refused for it. */
  public boolean isError() {
    return severity == Problem.Severity.ERROR;
  }
}
