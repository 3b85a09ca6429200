package dev.millrace.executor.environment;

import dev.millrace.executor.kernel.ProcessGuard;
import dev.millrace.executor.kernel.ProcessMarker;
import dev.millrace.executor.protocol.StepFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds interpreters and asks them what they are. */
public final class InterpreterProbe {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String QUESTION =
      """
      import sys, json, platform, sysconfig, importlib.util
      print(json.dumps(dict(executable=sys.executable, implementation=sys.implementation.name,
        version=platform.python_version(), platform=sysconfig.get_platform(), prefix=sys.prefix,
        ipykernel=importlib.util.find_spec('ipykernel') is not None)))
      """;

  private final CommandRunner commands;

  /** Asks by starting the interpreters under this guard. */
  public InterpreterProbe(ProcessGuard guard) {
    this.commands = new CommandRunner(guard);
  }

  /**
   * The interpreter that environments are made from.
   *
   * @param chosen the worker's {@code --python}; null: {@code python3} on the PATH
   * @throws StepFailedException {@code PYTHON_MISSING} when there is none, or it is older than 3.9
   */
  public Interpreter base(@Nullable Path chosen)
      throws IOException, InterruptedException, StepFailedException {
    if (chosen == null) {
      return describe("python3", "python3 on the PATH");
    }
    if (!Files.isExecutable(chosen)) {
      throw StepFailedException.platform(
          "PYTHON_MISSING",
          chosen
              + " is no program; start the worker with --python and the path of a Python interpreter");
    }
    return describe(chosen.toAbsolutePath().toString(), chosen.toString());
  }

  private Interpreter describe(String program, String asPeopleKnowIt)
      throws IOException, InterruptedException, StepFailedException {
    CommandRunner.Result result;
    try {
      result =
          commands.run(
              List.of(program, "-c", QUESTION),
              Path.of("/"),
              new ProcessMarker("MILLRACE_PROBE", UUID.randomUUID().toString()),
              text -> {},
              LIMIT);
    } catch (IOException | TimeoutException e) {
      throw missing(asPeopleKnowIt, String.valueOf(e.getMessage()));
    }
    if (!result.succeeded()) {
      throw missing(asPeopleKnowIt, "it " + result.end().describe() + ": " + result.tail());
    }
    Interpreter interpreter = parse(asPeopleKnowIt, result);
    if (!interpreter.isNewEnough()) {
      throw missing(asPeopleKnowIt, "it is Python " + interpreter.version());
    }
    return interpreter;
  }

  private static Interpreter parse(String asPeopleKnowIt, CommandRunner.Result result)
      throws StepFailedException {
    try {
      JsonNode answer = JsonMapper.shared().readTree(result.stdout());
      return new Interpreter(
          Path.of(answer.path("executable").asString()),
          answer.path("implementation").asString(),
          answer.path("version").asString(),
          answer.path("platform").asString(),
          Path.of(answer.path("prefix").asString()),
          answer.path("ipykernel").asBoolean());
    } catch (JacksonException e) {
      throw missing(asPeopleKnowIt, "it does not answer as Python does");
    }
  }

  private static StepFailedException missing(String asPeopleKnowIt, String why) {
    return StepFailedException.platform(
        "PYTHON_MISSING",
        "%s cannot be used (%s); install Python 3.%d or newer, or start the worker with --python PATH"
            .formatted(asPeopleKnowIt, why, Interpreter.OLDEST_MINOR));
  }
}
