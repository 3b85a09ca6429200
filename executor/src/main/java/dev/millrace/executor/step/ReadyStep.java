package dev.millrace.executor.step;

import dev.millrace.executor.notebook.CancelSignal;
import dev.millrace.executor.protocol.StepFailedException;
import java.io.IOException;

/** A step whose program, kernel and environment are there: all that is left is the user's code. */
@FunctionalInterface
public interface ReadyStep {
  /**
   * Runs the step to its end, once. When this returns or throws, no process of the step is left.
   *
   * @param cancel ends it within 12 s, outputs kept
   * @return how it ended; the step's own failures are results
   * @throws StepFailedException when it could not be started
   * @throws InterruptedException when the thread was interrupted; everything was killed at once
   */
  StepResult run(CancelSignal cancel) throws IOException, InterruptedException, StepFailedException;
}
