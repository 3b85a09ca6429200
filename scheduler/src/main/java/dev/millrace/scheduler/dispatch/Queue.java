package dev.millrace.scheduler.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hands steps to workers and takes their ends: claim, start, complete. */
@SuppressWarnings("DoNotCallSuggester") // until the bodies are there
public final class Queue {
  /**
   * Leases steps of the session's pool to it; waits until there is one or the wait is over.
   *
   * @return at most as many as fit the free slots; empty when the wait ended or the claim's number
   *     is settled already
   * @throws SessionGoneException when the session is over
   * @throws InterruptedException when the thread is interrupted while it waits
   */
  public List<Grant> claim(UUID session, ClaimRequest claim, Duration wait)
      throws InterruptedException {
    throw new UnsupportedOperationException("steps cannot be claimed yet");
  }

  /**
   * Notes that a worker holds a grant, before any user code runs. Repeating it gives the same
   * answer.
   */
  public StartAnswer start(UUID session, UUID attempt, long epoch) {
    throw new UnsupportedOperationException("attempts cannot start yet");
  }

  /**
   * Ends an attempt and decides what follows, in one transaction with whatever else waits for the
   * same run. Files and outputs become visible with it.
   *
   * @param claim rides along and is answered without waiting; null: none
   * @throws StaleEpochException when the lease is gone; nothing was changed
   */
  public CompletionAnswer complete(
      UUID session, Completion completion, @Nullable ClaimRequest claim) {
    throw new UnsupportedOperationException("attempts cannot be completed yet");
  }
}
