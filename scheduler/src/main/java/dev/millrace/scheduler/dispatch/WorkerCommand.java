package dev.millrace.scheduler.dispatch;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the server asks of a worker. Obeying twice is obeying once. */
public sealed interface WorkerCommand {
  /**
   * End the attempt, keep its outputs and complete it as cancelled.
   *
   * @param attempt which
   * @param reason for people; null: none given
   */
  record Cancel(UUID attempt, @Nullable String reason) implements WorkerCommand {}

  /** Take no more work, finish what is there. */
  record Drain() implements WorkerCommand {}

  /**
   * The attempt is not the worker's any more: end it and report nothing.
   *
   * @param attempt which
   */
  record Drop(UUID attempt) implements WorkerCommand {}
}
