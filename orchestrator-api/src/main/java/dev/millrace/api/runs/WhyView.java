package dev.millrace.api.runs;

import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.why.Reason;
import dev.millrace.scheduler.why.Why;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a run or a step does not move.
 *
 * @param state of the run
 * @param step absent: the answer is about the whole run
 * @param stepState of the step
 * @param reasons every one that holds now; empty: it has ended, or it moves
 * @param more how many further steps of the run are held up; absent: none
 */
record WhyView(
    UUID run,
    RunState state,
    @Nullable String step,
    @Nullable StepState stepState,
    List<Held> reasons,
    @Nullable Integer more) {

  /**
   * A reason.
   *
   * @param step what it holds up; absent: the whole run
   * @param text what holds it up, for people
   * @param unblock what would end that, for people
   */
  record Held(Reason.Code code, @Nullable String step, String text, String unblock) {}

  static WhyView of(Why why) {
    return new WhyView(
        why.run(),
        why.state(),
        why.step(),
        why.stepState(),
        why.held().stream()
            .map(
                held ->
                    new Held(
                        held.reason().code(),
                        held.step(),
                        held.reason().text(),
                        held.reason().unblock()))
            .toList(),
        why.more() == 0 ? null : why.more());
  }
}
