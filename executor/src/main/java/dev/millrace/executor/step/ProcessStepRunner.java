package dev.millrace.executor.step;

import dev.millrace.dsl.ReservedVariables;
import dev.millrace.executor.environment.Environments;
import dev.millrace.executor.environment.PythonEnvironment;
import dev.millrace.executor.kernel.OwnedProcess;
import dev.millrace.executor.kernel.ProcessEnd;
import dev.millrace.executor.kernel.ProcessGuard;
import dev.millrace.executor.kernel.ProcessMarker;
import dev.millrace.executor.kernel.ProcessOutput;
import dev.millrace.executor.kernel.ProcessPlan;
import dev.millrace.executor.notebook.CancelSignal;
import dev.millrace.executor.notebook.OutputLimits;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.StepEvent;
import dev.millrace.executor.protocol.StepFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs scripts and shell lines: a process at the project's root, its output live, its values from a
 * file.
 */
final class ProcessStepRunner {
  /** Interrupt, terminate, kill: twice this and a little stays within 12 s. */
  private static final Duration GRACE = Duration.ofSeconds(4);

  private final ProcessGuard guard;
  private final Environments environments;
  private final OutputLimits limits;

  ProcessStepRunner(ProcessGuard guard, Environments environments, OutputLimits limits) {
    this.limits = limits;
    this.guard = guard;
    this.environments = environments;
  }

  /** The command for a script, by its ending. */
  List<String> commandOf(StepTask task, StepDefinition.Action.Script script)
      throws StepFailedException {
    Path file = StepVariables.within(task.root(), script.path());
    if (!Files.isRegularFile(file)) {
      throw StepFailedException.user(
          "SCRIPT_MISSING",
          "the project has no file " + script.path() + "; correct the step, or push the file");
    }
    String ending = script.path().substring(script.path().lastIndexOf('.') + 1);
    return switch (ending.toLowerCase(Locale.ROOT)) {
      case "py" -> List.of(environmentOf(task).python().toString(), "-u", file.toString());
      case "r" -> List.of("Rscript", file.toString());
      case "sh" -> List.of("bash", file.toString());
      default ->
          throw StepFailedException.user(
              "SCRIPT_TYPE",
              script.path() + " is neither .py, .R nor .sh; run other programs from a shell step");
    };
  }

  static List<String> commandOf(StepDefinition.Action.Shell shell) {
    return List.of("bash", "-euo", "pipefail", "-c", shell.line());
  }

  ReadyStep prepare(StepTask task, List<String> command, StepEvents events) {
    return cancel -> run(task, command, events, cancel);
  }

  private StepResult run(
      StepTask task, List<String> command, StepEvents events, CancelSignal cancel)
      throws IOException, InterruptedException, StepFailedException {
    Path outputs = task.scratch().resolve("outputs.txt");
    var marker = ProcessMarker.attempt(task.grant().attempt().toString());
    var plan = new ProcessPlan(command, variables(task, outputs, events), task.root(), marker);
    BoundedLog log = new BoundedLog(events, limits.attemptBytes());
    var output = new MaskedOutput((stream, text) -> log.print(streamOf(stream), text), task.mask());
    Ending ending;
    try {
      events.phase(StepEvent.Phase.CELLS, null);
      OwnedProcess process = start(plan, output);
      ending = await(process, task.grant().timeoutSeconds(), cancel);
    } finally {
      output.finish();
      log.finish();
    }
    return result(ending, outputs, log.tail(), task.grant().timeoutSeconds());
  }

  private OwnedProcess start(ProcessPlan plan, ProcessOutput output) throws StepFailedException {
    try {
      return guard.start(plan, output);
    } catch (IOException e) {
      String program = plan.command().getFirst();
      throw StepFailedException.user(
          "PROGRAM_MISSING",
          "%s cannot be started on this worker (%s); install it there, or give the step a pool whose workers have it"
              .formatted(program, e.getMessage()));
    }
  }

  private Map<String, String> variables(StepTask task, Path outputs, StepEvents events)
      throws IOException, StepFailedException {
    ObjectNode parameters = StepParameters.forProcess(task.grant());
    Path file = task.scratch().resolve("parameters.json");
    Files.createDirectories(task.scratch());
    Files.writeString(file, parameters.toString());
    Files.deleteIfExists(outputs);
    Files.createFile(outputs);
    guard.share(task.scratch());
    Map<String, String> variables = StepVariables.of(task, environmentOf(task));
    for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
      if (ReservedVariables.contains(parameter.getKey())) {
        events.warn(
            "PARAMETER_RESERVED",
            "parameter '%s' has the name of a variable that programs depend on and is not set as one; read it from the file MILLRACE_PARAMETERS, or rename it: new versions of the Dag cannot have it"
                .formatted(parameter.getKey()));
      }
    }
    for (var parameter : StepParameters.asVariables(parameters).entrySet()) {
      if (VariableSize.fits(parameter.getKey(), parameter.getValue())) {
        variableUnlessEnv(task, variables, parameter.getKey(), parameter.getValue());
      } else {
        events.warn(
            "PARAMETER_LARGE",
            "parameter '%s' takes more than 120 KiB and is not in the environment; read it from the file MILLRACE_PARAMETERS"
                .formatted(parameter.getKey()));
      }
    }
    variables.put("MILLRACE_PARAMETERS", file.toString());
    variables.put("MILLRACE_OUTPUTS", outputs.toString());
    return variables;
  }

  private static void variableUnlessEnv(
      StepTask task, Map<String, String> variables, String name, String value) {
    if (!task.grant().env().containsKey(name) && !task.grant().secrets().containsKey(name)) {
      variables.put(name, value);
    }
  }

  private PythonEnvironment environmentOf(StepTask task) {
    return Optional.ofNullable(task.environment()).orElseGet(environments::own);
  }

  private static StepEvent.Stream streamOf(ProcessOutput.Stream stream) {
    return switch (stream) {
      case STDOUT -> StepEvent.Stream.STDOUT;
      case STDERR -> StepEvent.Stream.STDERR;
    };
  }

  private static Ending await(OwnedProcess process, long timeoutSeconds, CancelSignal cancel)
      throws InterruptedException, IOException {
    try {
      cancel.whenCancelled(() -> Thread.ofVirtual().start(() -> stopQuietly(process)));
      ProcessEnd end = process.end().get(timeoutSeconds, TimeUnit.SECONDS);
      return new Ending(end, cancel.reason(), false);
    } catch (TimeoutException e) {
      return new Ending(process.stop(GRACE), Optional.empty(), true);
    } catch (ExecutionException e) {
      throw new IOException("the end of the step's process was not seen", e);
    } finally {
      if (process.isAlive()) {
        process.killAndWait(); // callers rely on it when they see the end
      }
    }
  }

  private static void stopQuietly(OwnedProcess process) {
    try {
      process.stop(GRACE);
    } catch (InterruptedException e) {
      process.kill();
    }
  }

  private static StepResult result(Ending ending, Path outputs, String log, long timeoutSeconds)
      throws IOException {
    if (ending.cancelled.isPresent()) {
      return ended(CompleteRequest.State.CANCELLED, null, ending.cancelled.get(), log);
    }
    if (ending.timedOut) {
      return ended(
          CompleteRequest.State.TIMED_OUT,
          CompleteRequest.Cause.TIMEOUT,
          "the step took longer than " + Duration.ofSeconds(timeoutSeconds) + " and was stopped",
          log);
    }
    if (!(ending.end instanceof ProcessEnd.Exited exited && exited.code() == 0)) {
      CompleteRequest.Cause cause =
          ending.end instanceof ProcessEnd.Unknown
              ? CompleteRequest.Cause.PLATFORM
              : CompleteRequest.Cause.USER;
      String message = "the process " + ending.end.describe() + lastLine(log);
      return ended(CompleteRequest.State.FAILED, cause, message, log);
    }
    try {
      Map<String, JsonNode> values = OutputsFile.read(outputs);
      return new StepResult(
          CompleteRequest.State.SUCCEEDED, null, null, null, values, null, null, log);
    } catch (StepFailedException e) {
      return ended(CompleteRequest.State.FAILED, e.blame(), e.completionMessage(), log);
    }
  }

  private static StepResult ended(
      CompleteRequest.State state,
      CompleteRequest.@Nullable Cause cause,
      String message,
      String log) {
    return new StepResult(state, cause, message, null, Map.of(), null, null, log);
  }

  /** The last thing a program says is most often why it ended. */
  private static String lastLine(String log) {
    return log.lines()
        .filter(line -> !line.isBlank())
        .reduce((first, second) -> second)
        .map(line -> ": " + (line.length() > 300 ? line.substring(0, 300) + "…" : line).strip())
        .orElse("");
  }

  private record Ending(ProcessEnd end, Optional<String> cancelled, boolean timedOut) {}
}
