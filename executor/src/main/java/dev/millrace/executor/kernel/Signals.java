package dev.millrace.executor.kernel;

/**
 * Names of the signals that end processes, where their numbers are the same on all systems we know.
 */
final class Signals {
  private Signals() {}

  /** For example {@code " (SIGKILL)"}, or nothing for a number without a common name. */
  static String nameInParentheses(int number) {
    String name =
        switch (number) {
          case 1 -> "SIGHUP";
          case 2 -> "SIGINT";
          case 3 -> "SIGQUIT";
          case 4 -> "SIGILL";
          case 6 -> "SIGABRT";
          case 8 -> "SIGFPE";
          case 9 -> "SIGKILL";
          case 11 -> "SIGSEGV";
          case 13 -> "SIGPIPE";
          case 14 -> "SIGALRM";
          case 15 -> "SIGTERM";
          default -> "";
        };
    return name.isEmpty() ? "" : " (" + name + ")";
  }
}
