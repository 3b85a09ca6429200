package dev.millrace.executor.environment;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a step's Python code runs.
 *
 * @param python the interpreter to start
 * @param folder the environment built for it; null: the worker's own interpreter
 * @param hasIpykernel whether notebooks can run in it
 * @param lockDigest sha256 of its packages' freeze; null for the worker's own interpreter
 * @param warning something people should know, such as that no index was in reach; null: nothing
 */
public record PythonEnvironment(
    Path python,
    @Nullable Path folder,
    boolean hasIpykernel,
    @Nullable String lockDigest,
    @Nullable String warning) {
  static PythonEnvironment of(Interpreter interpreter, @Nullable String warning) {
    return new PythonEnvironment(
        interpreter.executable(), null, interpreter.hasIpykernel(), null, warning);
  }

  /** The given variables, changed as activating the environment in a shell would change them. */
  public Map<String, String> activate(Map<String, String> variables) {
    Map<String, String> activated = new TreeMap<>(variables);
    Path programs = python.toAbsolutePath().getParent();
    String path = variables.getOrDefault("PATH", "");
    activated.put("PATH", path.isEmpty() ? "" + programs : programs + File.pathSeparator + path);
    if (folder != null) {
      activated.put("VIRTUAL_ENV", folder.toString());
    }
    return activated;
  }
}
