package dev.millrace.executor.worker;

/** An answer of the test server that is no. */
final class Refusal extends RuntimeException {
  private final int status;

  Refusal(int status, String code) {
    super(code, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }

  String code() {
    return String.valueOf(getMessage());
  }
}
