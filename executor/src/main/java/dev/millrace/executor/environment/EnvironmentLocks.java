package dev.millrace.executor.environment;

import java.io.IOException;
import java.util.Optional;

/** The recorded locks, by which all workers install the same packages. The server keeps them. */
public interface EnvironmentLocks {
  /** The freeze recorded for these requirements, if there is one. */
  Optional<String> find(Interpreter interpreter, String requirementsDigest)
      throws IOException, InterruptedException;

  /**
   * Offers a freeze as the lock.
   *
   * @return the one that counts, which is the first that was ever offered
   */
  String offer(Interpreter interpreter, String requirementsDigest, String freeze)
      throws IOException, InterruptedException;
}
