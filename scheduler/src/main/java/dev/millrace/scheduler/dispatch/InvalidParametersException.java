package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.validation.Pointer;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The parameters given for a run do not fit what its Dag declares; carries every problem at once.
 */
public final class InvalidParametersException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** Where a request has its parameters. */
  static final Pointer PARAMETERS = Pointer.ROOT.child("parameters");

  private final transient List<Problem> problems;

  /**
   * @param problems at least one
   */
  public InvalidParametersException(List<Problem> problems) {
    super(problems.stream().map(Problem::message).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  /** All problems, in the order of the definition and then of the given values. */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * One problem.
   *
   * @param parameter the parameter's name
   * @param code stable, such as {@code PARAMETER_TYPE}
   * @param message what is wrong and what would be right
   * @param pointer its place in the request, such as {@code /parameters/weights/3}
   */
  public record Problem(String parameter, String code, String message, String pointer) {
    /** A problem of a whole parameter. */
    Problem(String parameter, String code, String message) {
      this(parameter, code, message, PARAMETERS.child(parameter).text());
    }
  }
}
