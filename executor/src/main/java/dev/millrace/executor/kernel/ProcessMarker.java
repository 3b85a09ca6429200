package dev.millrace.executor.kernel;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The environment variable by which every process of one attempt is recognised, also those that
 * left its process group.
 *
 * <p>The value must be unique to one guarded process at a time: whatever carries it is killed when
 * that process ends.
 *
 * @param name an environment variable's name
 * @param value letters, digits, {@code . _ : -}; at least 8 characters, so that it cannot match by
 *     accident
 */
public record ProcessMarker(String name, String value) {
  /** The variable that carries an attempt's id. */
  public static final String ATTEMPT_ID = "MILLRACE_ATTEMPT_ID";

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._:-]{8,200}");

  public ProcessMarker {
    Objects.requireNonNull(name);
    Objects.requireNonNull(value);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is not a name of an environment variable");
    }
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'" + value + "' cannot mark processes: 8 to 200 letters, digits, '.', '_', ':' or '-'");
    }
  }

  /** The marker of the attempt with this id. */
  public static ProcessMarker attempt(String attemptId) {
    return new ProcessMarker(ATTEMPT_ID, attemptId);
  }

  /** {@code NAME=value}, as it stands in {@code /proc/PID/environ}. */
  String entry() {
    return name + "=" + value;
  }
}
