package dev.millrace.executor.kernel;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start one kind of kernel.
 *
 * @param name what notebooks call it, for example {@code python3}
 * @param displayName for people
 * @param language for example {@code python}
 * @param argv the command; {@code {connection_file}}, {@code {resource_dir}} and {@code {prefix}}
 *     are replaced at launch
 * @param environment additions to the kernel's environment; values may name other variables as
 *     {@code ${NAME}}
 * @param interruptMode how a running cell is interrupted
 * @param resourceDirectory the folder of the {@code kernel.json}; for a spec made from an
 *     interpreter, its own folder
 */
public record KernelSpec(
    String name,
    String displayName,
    String language,
    List<String> argv,
    Map<String, String> environment,
    InterruptMode interruptMode,
    Path resourceDirectory) {
  public KernelSpec {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  /** Whether it starts ipykernel, whose start the platform knows. */
  boolean isIpykernel() {
    return argv.contains("ipykernel_launcher") || argv.contains("ipykernel");
  }

  /** How a kernel wants to be interrupted. */
  public enum InterruptMode {
    /** SIGINT to its process group. */
    SIGNAL,
    /** An {@code interrupt_request} on the control channel. */
    MESSAGE
  }

  /**
   * The kernel that ipykernel in this interpreter's environment provides, whether or not a
   * kernelspec was installed.
   *
   * @param interpreter a Python executable
   */
  public static KernelSpec ofPython(Path interpreter) {
    Path parent = interpreter.toAbsolutePath().getParent();
    return new KernelSpec(
        "python3",
        "Python 3",
        "python",
        List.of(
            interpreter.toAbsolutePath().toString(),
            "-m",
            "ipykernel_launcher",
            "-f",
            "{connection_file}",
            // The history of a person's own shell is none of a run's business, and its SQLite file
            // would be shared.
            "--HistoryManager.hist_file=:memory:"),
        Map.of(),
        InterruptMode.SIGNAL,
        parent == null ? Path.of("/") : parent);
  }
}
