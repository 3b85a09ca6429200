package dev.millrace.scheduler.dispatch;

import java.util.List;

/** What came of a completion. */
public sealed interface CompletionAnswer {
  /**
   * It stands. The same completion again gets the same answer, but never grants.
   *
   * @param grants what the claim that rode along got; empty when there was none
   */
  record Accepted(List<Grant> grants) implements CompletionAnswer {
    /** Copies the list. */
    public Accepted {
      grants = List.copyOf(grants);
    }
  }

  /**
   * Nothing was changed: events are missing. Send them and complete again.
   *
   * @param from the first missing event's number
   */
  record MissingEvents(long from) implements CompletionAnswer {}
}
