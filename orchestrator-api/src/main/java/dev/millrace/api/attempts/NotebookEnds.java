package dev.millrace.api.attempts;

import dev.millrace.executor.notebook.FailureCause;
import dev.millrace.executor.notebook.NotebookEnd;
import dev.millrace.scheduler.engine.Cause;
import dev.millrace.scheduler.store.AttemptBrief;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a notebook ended whose worker could not report it: as its attempt did. */
final class NotebookEnds {
  private NotebookEnds() {}

  /**
   * The end of the attempt's notebook.
   *
   * @throws IllegalArgumentException if the attempt has not ended
   */
  static NotebookEnd of(AttemptBrief attempt) {
    String message = Objects.requireNonNullElse(attempt.message(), "");
    return switch (attempt.state()) {
      case SUCCEEDED, SKIPPED -> NotebookEnd.succeeded(message);
      case FAILED ->
          attempt.cause() == Cause.TIMEOUT
              ? NotebookEnd.timedOut("STEP_TIMEOUT", message, null)
              : NotebookEnd.failed(cause(attempt.cause()), "NO_DOCUMENT", message, null);
      case TIMED_OUT -> NotebookEnd.timedOut("STEP_TIMEOUT", message, null);
      case CANCELLED -> NotebookEnd.cancelled(message, null);
      case LOST ->
          NotebookEnd.lost(
              message.isEmpty() ? "The worker that ran this notebook is gone." : message);
      case LEASED, RUNNING ->
          throw new IllegalArgumentException("attempt %s still runs".formatted(attempt.id()));
    };
  }

  private static FailureCause cause(@Nullable Cause cause) {
    return cause == Cause.PLATFORM ? FailureCause.PLATFORM : FailureCause.USER;
  }
}
