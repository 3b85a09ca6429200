package dev.millrace.dsl.validation;

import java.util.List;
import java.util.stream.Collectors;

/** A definition is refused; carries every problem of it, warnings included. */
public final class InvalidDagException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * With a message of one line for each problem.
   *
   * @param problems at least one
   */
  public InvalidDagException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Every problem, in the order of the text. */
  public List<Problem> problems() {
    return problems;
  }
}
