package dev.millrace.scheduler.dispatch;

/** What came of a {@link Report}. */
public sealed interface ReportAnswer {
  /** To a start. */
  record Started(StartAnswer answer) implements ReportAnswer {}

  /** To an end. */
  record Ended(CompletionAnswer answer) implements ReportAnswer {}

  /**
   * Nothing was changed.
   *
   * @param reason a {@link StaleEpochException} when the lease is gone
   */
  record Failed(RuntimeException reason) implements ReportAnswer {}
}
