package dev.millrace.executor.worker;

/** An answer of the test server that is no. */
final class Refusal extends RuntimeException {
  private final int status;
  private final String code;
  private final String detail;
  private final String pointer;

  Refusal(int status, String code) {
    this(status, code, "refused", "");
  }

  Refusal(int status, String code, String pointer) {
    this(status, code, "refused", pointer);
  }

  Refusal(int status, String code, String detail, String pointer) {
    super(code, null, false, false);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.pointer = pointer;
  }

  /** The place in the request; empty if it is not known. */
  String pointer() {
    return pointer;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  /** What happened, for people. */
  String detail() {
    return detail;
  }
}
