package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.Reopening;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rerun that somebody wants: steps of a run are to go again, in the same run.
 *
 * @param only which of the steps in question are picked
 * @param steps the steps in question, by their ids; empty: all of the run
 * @param upstream whether everything upstream of the picked steps goes again, too
 * @param downstream whether everything downstream of all those does
 * @param version what the steps do this time
 * @param by who wants it, as a word for people
 * @param reason for people; null: none
 */
public record NewRerun(
    UUID run,
    Reopening.Only only,
    List<String> steps,
    boolean upstream,
    boolean downstream,
    Version version,
    String by,
    @Nullable String reason) {

  /** What the steps of a rerun do. */
  public enum Version {
    /** What the run was made from: its version, files and parameters. */
    ORIGINAL,
    /** The Dag's current version on the files of the project's head. */
    LATEST
  }

  public NewRerun {
    steps = List.copyOf(steps);
  }
}
