package dev.millrace.executor.kernel;

/**
 * How a process ended. An exit code and a signal are told apart, although shells report both as one
 * number.
 */
public sealed interface ProcessEnd {
  /**
   * In words, for messages: {@code exited with code 3}, {@code was killed by signal 9 (SIGKILL)}.
   *
   * @return a predicate without a subject
   */
  String describe();

  /**
   * It ended by itself.
   *
   * @param code 0 to 255
   */
  record Exited(int code) implements ProcessEnd {
    @Override
    public String describe() {
      return "exited with code " + code;
    }
  }

  /**
   * A signal ended it.
   *
   * @param number the signal's number on this system
   */
  record Signalled(int number) implements ProcessEnd {
    @Override
    public String describe() {
      return "was killed by signal " + number + Signals.nameInParentheses(number);
    }
  }

  /** Its guard was killed, so nobody saw how it ended; it was killed in turn. */
  record Unknown() implements ProcessEnd {
    @Override
    public String describe() {
      return "was killed because the process that guards it was gone";
    }
  }
}
