package dev.millrace.executor.environment;

import java.nio.file.Path;

/**
 * A Python interpreter as it described itself.
 *
 * @param executable absolute
 * @param implementation such as {@code cpython}
 * @param version such as {@code 3.12.4}
 * @param platform such as {@code linux-x86_64}
 * @param prefix the environment's folder, in which {@code share/jupyter} may be
 * @param hasIpykernel whether it can be a Jupyter kernel
 */
public record Interpreter(
    Path executable,
    String implementation,
    String version,
    String platform,
    Path prefix,
    boolean hasIpykernel) {
  static final int OLDEST_MINOR = 9;

  /** Implementation and minor version, as environment locks are kept by: {@code cpython-3.12}. */
  public String kind() {
    String[] parts = version.split("\\.");
    return implementation + "-" + parts[0] + "." + parts[1];
  }

  boolean isNewEnough() {
    String[] parts = version.split("\\.");
    int major = Integer.parseInt(parts[0]);
    return major > 3 || (major == 3 && Integer.parseInt(parts[1]) >= OLDEST_MINOR);
  }
}
