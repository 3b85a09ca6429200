package dev.millrace.cli;

/** What the commands end with; scripts rely on it. */
public final class ExitCode {
  public static final int SUCCEEDED = 0;

  /** The run (or the work asked for) did not succeed. */
  public static final int NOT_SUCCEEDED = 1;

  /**
   * Bad usage, or a request that the server refused: unknown names, problems in definitions,
   * missing rights.
   */
  public static final int BAD_USAGE = 2;

  /** No server was reached, or it failed. */
  public static final int SERVER_NOT_REACHED = 3;

  private ExitCode() {}
}
