package dev.millrace.scheduler.dispatch;

/** Looks for what no event announces any more, and sets it right. */
interface Sweeper {
  /** Its name in log lines. */
  String name();

  /**
   * One pass.
   *
   * @return how many things it set right; 0 is the usual answer
   */
  int sweep();
}
