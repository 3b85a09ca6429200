package dev.millrace.scheduler.dispatch;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The parameters given for a run do not fit what its Dag declares; carries every problem at once.
 */
public final class InvalidParametersException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

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
   */
  public record Problem(String parameter, String code, String message) {}
}
