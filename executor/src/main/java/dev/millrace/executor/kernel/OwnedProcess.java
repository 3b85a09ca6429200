package dev.millrace.executor.kernel;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A process that cannot outlive the worker: see {@link ProcessGuard}. Safe for use by several
 * threads.
 *
 * <p>All requests return at once and do nothing when the process has ended.
 */
public interface OwnedProcess {
  /** Sends SIGINT to the process's group. */
  void interrupt();

  /** Sends SIGTERM to every process that belongs to this one, wherever it moved. */
  void terminate();

  /**
   * Sends SIGKILL to every process that belongs to this one, wherever it moved, until none is left.
   */
  void kill();

  /**
   * Completes when the process has ended, nothing of it is left, and its output was handed on; at
   * the latest a few seconds after the process itself is gone. Never completes exceptionally.
   */
  CompletableFuture<ProcessEnd> end();

  /**
   * Sends SIGKILL and returns when nothing of the process is left, 10 s later at the latest. An
   * interrupt does not shorten the wait; it is kept for the caller.
   *
   * @return whether nothing is left
   */
  default boolean killAndWait() {
    kill();
    return Futures.awaitFor(KILLED, end());
  }

  /** How long {@link #killAndWait} waits: the kernel of the system may be slow to free memory. */
  Duration KILLED = Duration.ofSeconds(10);

  /** The id of the guard that owns the process, for logs. */
  long guardPid();

  /** Whether the process may still run. */
  default boolean isAlive() {
    return !end().isDone();
  }

  /**
   * Ends the process with rising force: SIGINT, after {@code grace} SIGTERM, after {@code grace}
   * SIGKILL. Returns when it has ended.
   *
   * @param grace how long each of the first two steps may take; 3 s keeps the whole within 12 s
   */
  ProcessEnd stop(Duration grace) throws InterruptedException;
}
