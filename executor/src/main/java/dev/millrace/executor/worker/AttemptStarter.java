package dev.millrace.executor.worker;

import dev.millrace.executor.protocol.Grant;

/** Begins the work on a grant. */
@FunctionalInterface
interface AttemptStarter {
  /**
   * Holds the attempt in the session and starts it; returns at once.
   *
   * @return false when the session holds it already, or it cannot even be begun
   */
  boolean start(Grant grant, Session session);
}
