package dev.millrace.cli.command;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads what must not stand on a command line. */
final class SecretInput {
  private SecretInput() {}

  /** What is typed unseen on a terminal; else all of standard input without its last line feed. */
  static String read(String prompt) {
    // The launcher asks for the JDK's own console, which is there on a terminal and nowhere else.
    Optional<Console> terminal = Optional.ofNullable(System.console());
    return terminal.isPresent() ? typed(terminal.get(), prompt) : piped();
  }

  private static String typed(Console terminal, String prompt) {
    char[] typed = terminal.readPassword("%s", prompt);
    if (typed == null) {
      throw new CliException(ExitCode.BAD_USAGE, "no value was given; nothing was changed");
    }
    return new String(typed);
  }

  private static String piped() {
    try {
      String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
      String value =
          text.endsWith("\n")
              ? text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1))
              : text;
      if (value.isEmpty()) {
        throw new CliException(
            ExitCode.BAD_USAGE,
            "standard input holds no value; nothing was changed. Pipe the value into this command, or run it on a terminal, where it asks");
      }
      return value;
    } catch (IOException e) {
      throw new CliException(
          ExitCode.BAD_USAGE, "standard input cannot be read: " + e.getMessage());
    }
  }
}
