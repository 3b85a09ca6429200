package dev.millrace.executor.step;

import dev.millrace.executor.environment.PythonEnvironment;
import dev.millrace.executor.kernel.AllowedEnvironment;
import dev.millrace.executor.protocol.Grant;
import dev.millrace.executor.protocol.StepFailedException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
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
    variables.put("PYTHONPATH", task.root() + File.pathSeparator + task.root().resolve("src"));
    if (environment != null) {
      variables = new TreeMap<>(environment.activate(variables));
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

  private static void addRun(Map<String, String> variables, Grant grant) {
    variables.put("MILLRACE_RUN_ID", grant.run().toString());
    variables.put("MILLRACE_STEP_ID", grant.step());
    variables.put("MILLRACE_ATTEMPT", String.valueOf(grant.number()));
    variables.put("MILLRACE_LOGICAL_TIME", grant.logicalTime().toString());
    if (grant.dataIntervalStart() != null) {
      variables.put("MILLRACE_DATA_INTERVAL_START", grant.dataIntervalStart().toString());
    }
    if (grant.dataIntervalEnd() != null) {
      variables.put("MILLRACE_DATA_INTERVAL_END", grant.dataIntervalEnd().toString());
    }
  }

  static Path within(Path root, String path) {
    Path file = root.resolve(path).normalize();
    if (!file.startsWith(root)) {
      throw new IllegalArgumentException("'" + path + "' leaves the project");
    }
    return file;
  }
}
