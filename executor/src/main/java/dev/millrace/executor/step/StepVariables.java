package dev.millrace.executor.step;

import dev.millrace.executor.environment.PythonEnvironment;
import dev.millrace.executor.kernel.AllowedEnvironment;
import dev.millrace.executor.kernel.KernelPlan;
import dev.millrace.executor.protocol.Grant;
import dev.millrace.executor.protocol.StepFailedException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The environment variables of a step's processes, the same for every type of step. */
final class StepVariables {
  private StepVariables() {}

  /**
   * What may pass from the worker, the activated environment, the step's {@code env} and {@code
   * secrets}, and last the run's own {@code MILLRACE_…}, which nothing may pretend to be.
   */
  static Map<String, String> of(StepTask task, @Nullable PythonEnvironment environment)
      throws IOException, StepFailedException {
    Map<String, String> variables = new TreeMap<>(AllowedEnvironment.current());
    variables.put("TMPDIR", Files.createDirectories(task.scratch().resolve("tmp")).toString());
    KernelPlan.PythonPath path = pythonPath(task, environment);
    variables.put(
        "PYTHONPATH",
        Stream.concat(path.first().stream(), path.project().stream())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    if (environment != null) {
      variables = new TreeMap<>(environment.activate(variables));
    }
    for (Path layer : path.first()) {
      Files.createDirectories(layer);
      variables.put("PIP_TARGET", layer.toString());
      variables.put("PIP_UPGRADE", "1"); // or pip leaves an older version that lies there
      variables.put("PATH", layer.resolve("bin") + File.pathSeparator + variables.get("PATH"));
    }
    VariableSize.require("env", task.grant().env());
    variables.putAll(task.grant().env());
    Map<String, String> secrets = new TreeMap<>();
    task.grant().secrets().forEach((name, secret) -> secrets.put(name, secret.reveal()));
    VariableSize.require("secret", secrets);
    variables.putAll(secrets);
    variables.putAll(task.mounts());
    addRun(variables, task.grant());
    return variables;
  }

  /**
   * What a step's Python imports from besides its environment: the project, and before everything
   * the layer that the step's own pip installs to, because a managed environment is shared and
   * stays as its builder made it.
   */
  static KernelPlan.PythonPath pythonPath(StepTask task, @Nullable PythonEnvironment environment) {
    boolean managed = environment != null && environment.folder() != null;
    return new KernelPlan.PythonPath(
        managed ? List.of(task.scratch().resolve("packages")) : List.of(),
        List.of(task.root(), task.root().resolve("src")));
  }

  private static void addRun(Map<String, String> variables, Grant grant) {
    variables.put("MILLRACE_RUN_ID", grant.run().toString());
    variables.put("MILLRACE_STEP_ID", grant.step());
    variables.put("MILLRACE_ATTEMPT", String.valueOf(grant.number()));
    variables.put("MILLRACE_LOGICAL_TIME", grant.logicalTime().toString());
    // A run without an interval is about one instant, as in expressions.
    Instant start = Objects.requireNonNullElse(grant.dataIntervalStart(), grant.logicalTime());
    Instant end = Objects.requireNonNullElse(grant.dataIntervalEnd(), grant.logicalTime());
    variables.put("MILLRACE_DATA_INTERVAL_START", start.toString());
    variables.put("MILLRACE_DATA_INTERVAL_END", end.toString());
  }

  static Path within(Path root, String path) {
    Path file = root.resolve(path).normalize();
    if (!file.startsWith(root)) {
      throw new IllegalArgumentException("'" + path + "' leaves the project");
    }
    return file;
  }
}
