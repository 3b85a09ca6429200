package dev.millrace.executor.kernel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A kernel to start.
 *
 * @param spec what to start
 * @param directory the kernel's working directory; must exist
 * @param environment added to (and winning over) the variables that may pass from the worker, see
 *     {@link AllowedEnvironment}; the kernelspec's own come last
 * @param marker recognises every process of the kernel
 * @param startTimeout until the kernel answers; 60 s is the usual value
 */
public record KernelPlan(
    KernelSpec spec,
    Path directory,
    Map<String, String> environment,
    ProcessMarker marker,
    Duration startTimeout) {
  /** The usual time a kernel may take to answer. */
  public static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(60);

  public KernelPlan {
    environment = Map.copyOf(environment);
    if (startTimeout.isNegative() || startTimeout.isZero()) {
      throw new IllegalArgumentException("a kernel needs some time to start, got " + startTimeout);
    }
  }
}
