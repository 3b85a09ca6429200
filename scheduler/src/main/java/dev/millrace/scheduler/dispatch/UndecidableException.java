package dev.millrace.scheduler.dispatch;

/**
 * What a run is decided by cannot be read, and the transaction that noticed is spoilt by it: {@link
 * RunTransactions} begins another, in which the run is put aside first.
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
