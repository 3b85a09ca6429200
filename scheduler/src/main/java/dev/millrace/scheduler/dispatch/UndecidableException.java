package dev.millrace.scheduler.dispatch;

/**
 * A row that a run is decided by cannot be read, and the transaction that noticed cannot go on
 * after it: {@link RunTransactions} begins another one, which quarantines the run first.
 */
final class UndecidableException extends RuntimeException {
  private final RuntimeException fault;

  UndecidableException(RuntimeException fault) {
    super("a row of the run cannot be read", fault);
    this.fault = fault;
  }

  /** What reading threw. */
  RuntimeException fault() {
    return fault;
  }
}
