package dev.millrace.api.runs;

import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.RunRecord;
import dev.millrace.scheduler.store.StepCounts;

/** A run's state in words. The end of a run is told by the scheduler, which knows why. */
final class RunWords {
  private RunWords() {}

  static String of(RunRecord run) {
    if (run.stateText() != null) {
      return run.stateText();
    }
    StepCounts counts = run.counts();
    return switch (run.state()) {
      case QUEUED -> "queued: waits until fewer runs of this Dag are active";
      case RUNNING -> "running: " + done(counts) + now(counts);
      case CANCELLING ->
          "cancelling: waits for " + steps(counts.of(StepState.RUNNING)) + " to stop";
      case SUCCEEDED ->
          "succeeded"
              + (counts.of(StepState.FAILED) > 0
                  ? ", " + steps(counts.of(StepState.FAILED)) + " failed"
                  : "");
      case FAILED -> "failed: " + steps(counts.of(StepState.FAILED));
      case CANCELLED -> "cancelled";
      case TIMED_OUT -> "timed out";
    };
  }

  private static String done(StepCounts counts) {
    int all = 0;
    int done = 0;
    for (StepState state : StepState.values()) {
      all += counts.of(state);
      done += state.isTerminal() ? counts.of(state) : 0;
    }
    return done + " of " + all + " steps done";
  }

  private static String now(StepCounts counts) {
    StringBuilder words = new StringBuilder();
    if (counts.of(StepState.RUNNING) > 0) {
      words.append(", ").append(counts.of(StepState.RUNNING)).append(" running");
    }
    if (counts.of(StepState.RETRY_WAIT) > 0) {
      words.append(", ").append(counts.of(StepState.RETRY_WAIT)).append(" waiting for a retry");
    }
    if (counts.of(StepState.READY) > 0) {
      words.append(", ").append(counts.of(StepState.READY)).append(" waiting for a worker");
    }
    return words.toString();
  }

  private static String steps(int count) {
    return count == 1 ? "1 step" : count + " steps";
  }
}
