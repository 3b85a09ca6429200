package dev.millrace.cli.up;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.cli.log.LogFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How processes that stay write their log. */
public final class LogOptions {
  private static final String VARIABLE = "MILLRACE_LOG_FORMAT";

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      description =
          "text, or json: one object a line with run, step and attempt as fields (MILLRACE_LOG_FORMAT; default: text).")
  @Nullable LogFormat format;

  /**
   * The form that was asked for.
   *
   * @throws CliException when the environment names none
   */
  LogFormat format(Map<String, String> environment) {
    if (format != null) {
      return format;
    }
    String named = environment.getOrDefault(VARIABLE, "text");
    try {
      return LogFormat.valueOf(named.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new CliException(
          ExitCode.BAD_USAGE, "%s is '%s'; it may be text or json".formatted(VARIABLE, named));
    }
  }
}
