package dev.millrace.executor.worker;

/** An answer of the test server that is no. */
final class Refusal extends RuntimeException {
  private final int status;
  private final String pointer;

  Refusal(int status, String code) {
    this(status, code, "");
  }

  Refusal(int status, String code, String pointer) {
    super(code, null, false, false);
    this.status = status;
    this.pointer = pointer;
  }

  /** The place in the request; empty: not told. */
  String pointer() {
    return pointer;
  }

  int status() {
    return status;
  }

  String code() {
    return String.valueOf(getMessage());
  }
}
