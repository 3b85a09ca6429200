package dev.millrace.scheduler.dispatch;

import java.util.List;
import java.util.UUID;

/** The workers' registrations and their leases, on the database's clock. */
@SuppressWarnings("DoNotCallSuggester") // until the bodies are there
public final class Sessions {
  /**
   * Registers a worker. An earlier session of the same worker ends, and what it held is lost at
   * once: a worker opens a session only after no process of an earlier attempt is left.
   */
  public OpenedSession open(NewSession wanted) {
    throw new UnsupportedOperationException("sessions cannot open yet");
  }

  /**
   * Renews the lease, then waits until there is a command or the wait is over.
   *
   * @return what to do now; empty when the wait ended without a command
   * @throws SessionGoneException when the session is over
   * @throws InterruptedException when the thread is interrupted while it waits
   */
  public List<WorkerCommand> heartbeat(UUID session, Heartbeat heartbeat)
      throws InterruptedException {
    throw new UnsupportedOperationException("heartbeats are not heard yet");
  }

  /**
   * Asks the worker's open session to take no more work; repeating it changes nothing.
   *
   * @return whether the worker has an open session
   */
  public boolean drain(UUID worker) {
    throw new UnsupportedOperationException("workers cannot be drained yet");
  }

  /** Ends a session whose worker says goodbye; what it still holds is lost at once. */
  public void close(UUID session) {
    throw new UnsupportedOperationException("sessions cannot be closed yet");
  }
}
