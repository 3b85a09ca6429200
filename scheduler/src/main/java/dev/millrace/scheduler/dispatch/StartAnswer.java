package dev.millrace.scheduler.dispatch;

/** Whether user code of a granted attempt may run. */
public enum StartAnswer {
  /** It may. The same call again gives the same answer. */
  GO,
  /** The lease is gone: forget the attempt, report nothing. */
  VOID,
  /** The run is being cancelled: run nothing, complete the attempt as cancelled. */
  CANCELLED
}
