package dev.millrace.api.runs;

import dev.millrace.scheduler.store.StepDurations;
import org.jspecify.annotations.Nullable;

/**
 * What a step took in the newest other runs of its Dag.
 *
 * @param medianSeconds of its successful attempts, from their start on a worker to their end;
 *     absent: there is none
 * @param attempts how many the median is of
 */
record UsualDuration(@Nullable Double medianSeconds, int attempts) {
  static UsualDuration of(StepDurations.Usual usual) {
    return new UsualDuration(usual.medianSeconds(), usual.attempts());
  }
}
