package dev.millrace.scheduler.dispatch;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a worker says of one attempt that it holds. */
public sealed interface Report {
  /** The attempt that it is about. */
  UUID attempt();

  /** The epoch of the lease under which it is said. */
  long epoch();

  /** The grant arrived; user code waits for the answer. */
  record Start(UUID attempt, long epoch) implements Report {}

  /**
   * The attempt ended.
   *
   * @param claim rides along and is answered without waiting; null: none
   */
  record End(Completion completion, @Nullable ClaimRequest claim) implements Report {
    @Override
    public UUID attempt() {
      return completion.attempt();
    }

    @Override
    public long epoch() {
      return completion.epoch();
    }
  }
}
