package dev.millrace.api.housekeeping;

/** Something to look after again and again. Safe on several servers at once. */
public interface Chore {
  /** Its name in log lines. */
  String name();

  /**
   * One pass.
   *
   * @return how many things it set right; 0 is the usual answer
   */
  int sweep();
}
