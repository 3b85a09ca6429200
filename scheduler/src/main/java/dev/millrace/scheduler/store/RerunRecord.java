package dev.millrace.scheduler.store;

import dev.millrace.scheduler.engine.RunState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One reopening of a run.
 *
 * @param number 1, 2, 3, … of its run
 * @param by who wanted it
 * @param at when
 * @param reason why; null: nobody said
 * @param steps ids of the steps that were chosen; more may have been touched
 * @param dagVersion number of the version that its steps ran; null: the run's own
 * @param deployment number of the deployment whose files they were given; null: the run's own
 * @param undone the end of the run that it undid; null: the run was running
 */
public record RerunRecord(
    int number,
    String by,
    Instant at,
    @Nullable String reason,
    List<String> steps,
    @Nullable Integer dagVersion,
    @Nullable Integer deployment,
    @Nullable End undone) {

  /**
   * An end of a run that no longer holds.
   *
   * @param stateText it in words; null: nothing to add
   * @param outputs the run's own result then; null: it had none
   */
  public record End(
      RunState state, @Nullable String stateText, Instant at, @Nullable ObjectNode outputs) {}

  /** Copies the list. */
  public RerunRecord {
    steps = List.copyOf(steps);
  }
}
