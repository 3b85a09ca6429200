package dev.millrace.cli.up;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.executor.notebook.OutputLimits;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much of what steps print and show a worker keeps. */
public final class OutputOptions {
  private static final String VARIABLE = "MILLRACE_OUTPUT_LIMIT";

  @Option(
      names = "--output-limit",
      paramLabel = "MIB",
      description =
          "How much of what one attempt prints and shows is kept, in MiB, 1 to 64 (MILLRACE_OUTPUT_LIMIT; default: 10). What is more is left out, with a notice at its place; the end is kept.")
  @Nullable String limit;

  /**
   * The limit that was asked for.
   *
   * @throws CliException when it is no number, or out of range
   */
  OutputLimits limits(Map<String, String> environment) {
    String given = limit == null ? environment.getOrDefault(VARIABLE, "10") : limit;
    try {
      return OutputLimits.ofMebibytes(Integer.parseInt(given));
    } catch (IllegalArgumentException e) {
      throw new CliException(
          ExitCode.BAD_USAGE,
          "%s is '%s'; it may be a number from %d to %d (MiB)"
              .formatted(
                  limit == null ? VARIABLE : "--output-limit",
                  given,
                  OutputLimits.MIN_MEBIBYTES,
                  OutputLimits.MAX_MEBIBYTES));
    }
  }
}
