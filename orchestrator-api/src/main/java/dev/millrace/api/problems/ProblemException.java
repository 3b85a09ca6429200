package dev.millrace.api.problems;

/** Ends a request with a {@link Problem}; the transaction around it is rolled back. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Ends the request with this problem. */
  public ProblemException(Problem problem) {
    // No stack trace: it is an answer, not a defect, and it may be thrown often.
    super(problem.code() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** What the caller is told. */
  public Problem problem() {
    return problem;
  }
}
