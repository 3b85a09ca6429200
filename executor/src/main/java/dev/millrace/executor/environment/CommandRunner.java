package dev.millrace.executor.environment;

import dev.millrace.executor.kernel.AllowedEnvironment;
import dev.millrace.executor.kernel.OwnedProcess;
import dev.millrace.executor.kernel.ProcessEnd;
import dev.millrace.executor.kernel.ProcessGuard;
import dev.millrace.executor.kernel.ProcessMarker;
import dev.millrace.executor.kernel.ProcessOutput;
import dev.millrace.executor.kernel.ProcessPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a command of the platform's own, such as pip, to its end. */
final class CommandRunner {
  private final ProcessGuard guard;

  CommandRunner(ProcessGuard guard) {
    this.guard = guard;
  }

  /**
   * Runs it.
   *
   * @param log hears what it prints, live
   * @throws InterruptedException when the thread was interrupted; the command was killed
   * @throws TimeoutException when it took longer than {@code limit}; the command was killed
   */
  Result run(
      List<String> command, Path directory, ProcessMarker marker, BuildLog log, Duration limit)
      throws IOException, InterruptedException, TimeoutException {
    Tail all = new Tail();
    Tail stdout = new Tail();
    ProcessOutput output =
        (stream, text) -> {
          all.add(text);
          if (stream == ProcessOutput.Stream.STDOUT) {
            stdout.add(text);
          }
          log.print(text);
        };
    OwnedProcess process =
        guard.start(new ProcessPlan(command, variables(), directory, marker), output);
    try {
      ProcessEnd end = process.end().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new Result(end, stdout.text(), all.text());
    } catch (ExecutionException e) {
      throw new IOException("the end of " + command.getFirst() + " was not seen", e);
    } finally {
      if (process.isAlive()) {
        process.killAndWait(); // callers rely on it when they see the end
      }
    }
  }

  /** Package tools are configured by variables that steps do not get to see. */
  private static Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>(AllowedEnvironment.current());
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith("PIP_") || name.startsWith("UV_")) {
                variables.put(name, value);
              }
            });
    // What a person's shell has activated must not decide what gets installed where.
    variables.put("PYTHONNOUSERSITE", "1");
    variables.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    variables.put("PIP_NO_INPUT", "1");
    variables.put("UV_NO_PROGRESS", "1");
    // Hard links would carry what a step writes into one environment to uv's cache and all others.
    variables.putIfAbsent("UV_LINK_MODE", "copy");
    return variables;
  }

  /**
   * How a command ended.
   *
   * @param stdout the end of its standard output, up to 1 Mi characters
   * @param text the end of all it printed
   */
  record Result(ProcessEnd end, String stdout, String text) {
    boolean succeeded() {
      return end instanceof ProcessEnd.Exited exited && exited.code() == 0;
    }

    /** The last lines, for messages. */
    String tail() {
      List<String> lines = text.strip().lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }
  }

  /** The end of a text that may be endless. */
  private static final class Tail {
    private static final int KEPT = 1 << 20;
    private final StringBuilder text = new StringBuilder();

    synchronized void add(String more) {
      text.append(more);
      if (text.length() > 2 * KEPT) {
        text.delete(0, text.length() - KEPT);
      }
    }

    synchronized String text() {
      return text.toString();
    }
  }
}
