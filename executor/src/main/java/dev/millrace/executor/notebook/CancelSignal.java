package dev.millrace.executor.notebook;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Lets one thread ask another to end what it is doing. Safe for use by several threads; only the
 * first request counts.
 */
public final class CancelSignal {
  private final CompletableFuture<String> reason = new CompletableFuture<>();

  /**
   * Asks for the end.
   *
   * @param why shown to people, for example {@code "cancelled by anna"}
   */
  public void cancel(String why) {
    reason.complete(why);
  }

  /** Why it was cancelled; empty as long as it was not. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason.getNow(null));
  }

  /** Runs the action once, when cancelled; at once if that is so already. */
  public void whenCancelled(Runnable action) {
    var unused = reason.thenRun(action);
  }
}
