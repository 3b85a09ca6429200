package dev.millrace.cli.up;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.executor.notebook.OutputLimits;
import dev.millrace.executor.worker.WorkerLimits;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much a worker keeps: of what steps print and show, and of the files that they were given. */
public final class LimitOptions {
  private static final String OUTPUT_VARIABLE = "MILLRACE_OUTPUT_LIMIT";
  private static final String CACHE_VARIABLE = "MILLRACE_CACHE_LIMIT";

  @Option(
      names = "--output-limit",
      paramLabel = "MIB",
      description =
          "How much of what one attempt prints and shows is kept, in MiB, 1 to 64 (MILLRACE_OUTPUT_LIMIT; default: 10). What is more is left out, with a notice at its place; the end is kept.")
  @Nullable String output;

  @Option(
      names = "--cache-limit",
      paramLabel = "GIB",
      description =
          "How much of the files of snapshots and artifacts the worker keeps for the next steps, in GiB, 0 to 10000 (MILLRACE_CACHE_LIMIT; default: 10). What was not used for longest goes first, also when the disk is full.")
  @Nullable String cache;

  /**
   * The limits that were asked for.
   *
   * @throws CliException when one is no number, or out of range
   */
  WorkerLimits limits(Map<String, String> environment) {
    OutputLimits outputs =
        read(
            output == null
                ? new Given(OUTPUT_VARIABLE, environment.getOrDefault(OUTPUT_VARIABLE, "10"))
                : new Given("--output-limit", output),
            OutputLimits::ofMebibytes,
            "a number from %d to %d (MiB)"
                .formatted(OutputLimits.MIN_MEBIBYTES, OutputLimits.MAX_MEBIBYTES));
    return read(
        cache == null
            ? new Given(CACHE_VARIABLE, environment.getOrDefault(CACHE_VARIABLE, "10"))
            : new Given("--cache-limit", cache),
        gibibytes -> WorkerLimits.ofGibibytes(outputs, gibibytes),
        "a number from 0 to %d (GiB)".formatted(WorkerLimits.MAX_CACHE_GIBIBYTES));
  }

  private record Given(String by, String text) {}

  private static <T> T read(Given given, IntFunction<T> limit, String allowed) {
    try {
      return limit.apply(Integer.parseInt(given.text()));
    } catch (IllegalArgumentException e) {
      throw new CliException(
          ExitCode.BAD_USAGE,
          "%s is '%s'; it may be %s".formatted(given.by(), given.text(), allowed));
    }
  }
}
