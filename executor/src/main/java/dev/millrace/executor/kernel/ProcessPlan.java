package dev.millrace.executor.kernel;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process to start under a guard.
 *
 * @param command the program and its arguments; a program without a slash is looked up on the PATH
 *     of {@code environment}
 * @param environment the whole environment of the process; nothing is inherited. The marker is
 *     added
 * @param directory where it starts; must exist
 * @param marker recognises every process that comes from it
 */
public record ProcessPlan(
    List<String> command, Map<String, String> environment, Path directory, ProcessMarker marker) {
  public ProcessPlan {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a command needs at least a program");
    }
  }
}
