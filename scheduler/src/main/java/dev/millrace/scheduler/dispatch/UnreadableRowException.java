package dev.millrace.scheduler.dispatch;

/** Something that a run's steps need cannot be read, so that none of them can start. */
final class UnreadableRowException extends RuntimeException {
  /**
   * Tells what it is.
   *
   * @param what for people, such as "its parameters"
   */
  UnreadableRowException(String what, Throwable cause) {
    super(what + " cannot be read", cause);
  }
}
