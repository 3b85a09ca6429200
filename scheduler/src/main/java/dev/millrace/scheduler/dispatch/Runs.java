package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.RunProgress.Course;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Starts and stops runs. */
public final class Runs {
  private final TransactionOperations transactions;
  private final NewRuns made;
  private final Stops stops;

  Runs(TransactionOperations transactions, NewRuns made, Stops stops) {
    this.transactions = transactions;
    this.made = made;
    this.stops = stops;
  }

  /**
   * Creates a run and, if its Dag's limit allows, starts it; otherwise it stays queued. Uses the
   * files of the project's head. Takes part in the caller's transaction if there is one.
   *
   * @return the run's id
   * @throws InvalidParametersException when the values do not fit the Dag's parameters; with all
   *     problems
   * @throws RunRefusedException when the Dag does not exist, has no such version, a version that
   *     cannot be read, is archived or quarantined, or when a connected server of an older release
   *     could not read the values
   */
  public UUID start(NewRun wanted) {
    return start(List.of(wanted)).getFirst();
  }

  /**
   * As {@link #start(NewRun)}, for runs of different Dags, all or none: takes hardly more
   * statements than one.
   *
   * @param wanted at most one of each Dag
   * @return the runs' ids, in the order of the wishes
   * @throws IllegalArgumentException when two are of one Dag
   */
  public List<UUID> start(List<NewRun> wanted) {
    return Objects.requireNonNull(transactions.execute(status -> made.create(wanted)));
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
    return stops.stop(run, Course.CANCELLED, by, reason);
  }
}
