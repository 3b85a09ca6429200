package dev.millrace.executor.kernel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A kernel to start.
 *
 * @param spec what to start
 * @param directory where the kernel's code runs; must exist
 * @param environment added to (and winning over) the variables that may pass from the worker, see
 *     {@link AllowedEnvironment}; the kernelspec's own come last
 * @param marker recognises every process of the kernel
 * @param startTimeout until the kernel answers; 60 s is the usual value
 * @param pythonPath what joins {@code sys.path} of an ipykernel once it is up; other kernels get
 *     only what {@code environment} says
 */
public record KernelPlan(
    KernelSpec spec,
    Path directory,
    Map<String, String> environment,
    ProcessMarker marker,
    Duration startTimeout,
    PythonPath pythonPath) {
  /** The usual time a kernel may take to answer. */
  public static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(60);

  /** A kernel whose {@code sys.path} gets nothing more. */
  public KernelPlan(
      KernelSpec spec,
      Path directory,
      Map<String, String> environment,
      ProcessMarker marker,
      Duration startTimeout) {
    this(spec, directory, environment, marker, startTimeout, PythonPath.NONE);
  }

  public KernelPlan {
    environment = Map.copyOf(environment);
    if (startTimeout.isNegative() || startTimeout.isZero()) {
      throw new IllegalArgumentException("a kernel needs some time to start, got " + startTimeout);
    }
  }

  /**
   * Folders that code of a kernel imports from.
   *
   * @param first before everything else
   * @param project behind the standard library and before the installed packages, where IPython
   *     puts the working directory
   */
  public record PythonPath(List<Path> first, List<Path> project) {
    /** Nothing more. */
    public static final PythonPath NONE = new PythonPath(List.of(), List.of());

    public PythonPath {
      first = List.copyOf(first);
      project = List.copyOf(project);
    }
  }
}
