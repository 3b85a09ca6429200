package dev.millrace.scheduler.dispatch;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts and stops runs. */
@SuppressWarnings("DoNotCallSuggester") // until the bodies are there
public final class Runs {
  /**
   * Creates a run and, if its Dag's limit allows, starts it; otherwise it stays queued. Takes part
   * in the caller's transaction if there is one.
   *
   * @return the run's id
   * @throws InvalidParametersException when the values do not fit the Dag's parameters; with all
   *     problems
   * @throws RunRefusedException when the Dag does not exist, has no such version, is archived or
   *     quarantined
   */
  public UUID start(NewRun wanted) {
    throw new UnsupportedOperationException("runs cannot start yet");
  }

  /**
   * Cancels a run: steps that are not with a worker end at once, the others get a cancel command.
   * Repeating it changes nothing; a run that has ended stays as it is. Takes part in the caller's
   * transaction if there is one.
   *
   * @param by who, as a word for people
   * @param reason for people; null: none
   * @return whether this call is what cancels the run
   * @throws NoSuchRunException when there is no such run
   */
  public boolean cancel(UUID run, String by, @Nullable String reason) {
    throw new UnsupportedOperationException("runs cannot be cancelled yet");
  }
}
