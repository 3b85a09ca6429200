package dev.millrace.executor.step;

import dev.millrace.executor.protocol.StepFailedException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * How much one environment variable may take. Linux refuses to start a program when a variable with
 * its name takes 128 KiB or more.
 */
final class VariableSize {
  private static final int MOST_BYTES = 120 * 1024;

  private VariableSize() {}

  /** Returns true if a program can be started with the variable. */
  static boolean fits(String name, String value) {
    return bytes(name) + bytes(value) <= MOST_BYTES;
  }

  /**
   * Judges variables that a step asks for by {@code env} or {@code secrets}.
   *
   * @param field the step's field that has them, for the message
   * @throws StepFailedException naming the first variable that is too large, and the remedy
   */
  static void require(String field, Map<String, String> variables) throws StepFailedException {
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      if (!fits(variable.getKey(), variable.getValue())) {
        throw StepFailedException.user(
            "ENV_SIZE",
            "%s '%s' takes %d KiB, and no program can be started with an environment variable of more than 120 KiB; pass it as a parameter, which the file MILLRACE_PARAMETERS has, or as a file"
                .formatted(field, variable.getKey(), bytes(variable.getValue()) / 1024));
      }
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
