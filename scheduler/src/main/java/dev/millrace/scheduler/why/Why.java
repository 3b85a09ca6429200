package dev.millrace.scheduler.why;

import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What holds a run or a step up.
 *
 * @param state of the run
 * @param step null: the answer is about the whole run
 * @param stepState of the step; null when it is about the whole run
 * @param held every reason that holds now; empty: it has ended, or it moves
 * @param more how many further steps of the run are held up that are not told of
 */
public record Why(
    UUID run,
    RunState state,
    @Nullable String step,
    @Nullable StepState stepState,
    List<Held> held,
    int more) {
  public Why {
    held = List.copyOf(held);
  }

  /**
   * A reason, and what it holds up.
   *
   * @param step null: the whole run
   */
  public record Held(@Nullable String step, Reason reason) {}
}
