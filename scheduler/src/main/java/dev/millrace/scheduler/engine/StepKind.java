package dev.millrace.scheduler.engine;

/** How a step gets from ready to its end, as far as deciding is concerned. */
public enum StepKind {
  /** A worker executes it: notebooks, scripts, shells, and branches decided by a notebook. */
  WORK,
  /** Succeeds in the round that would ready it; never leaves the server. */
  NOOP,
  /**
   * A branch over expressions; decided in the round that would ready it; never leaves the server.
   */
  BRANCH
}
