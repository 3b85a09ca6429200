package dev.millrace.api.runs;

import dev.millrace.scheduler.dispatch.ReopenedStep;
import dev.millrace.scheduler.engine.StepState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rerun, done or tried out.
 *
 * @param run as it is now
 * @param touched every step that goes again, in the order of the definition
 * @param rerun which reopening of the run it is, from 1; absent in a dry run
 */
record Rerun(Run run, List<Touched> touched, @Nullable Integer rerun) {

  /**
   * A step that goes again.
   *
   * @param mapPath which item of a mapped step; empty: not mapped
   * @param state where it was before
   */
  record Touched(String step, List<Integer> mapPath, StepState state) {
    static Touched of(ReopenedStep step) {
      return new Touched(step.step(), step.mapPath(), step.state());
    }
  }
}
