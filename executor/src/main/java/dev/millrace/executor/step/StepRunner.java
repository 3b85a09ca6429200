package dev.millrace.executor.step;

import dev.millrace.executor.environment.EnvironmentBuild;
import dev.millrace.executor.environment.Environments;
import dev.millrace.executor.kernel.KernelLauncher;
import dev.millrace.executor.kernel.ProcessGuard;
import dev.millrace.executor.notebook.CancelSignal;
import dev.millrace.executor.protocol.StepFailedException;
import java.io.IOException;
import java.time.Clock;

/** Runs steps of every type. Safe for use by several threads; one is enough for a worker. */
public final class StepRunner {
  private final NotebookStepRunner notebooks;
  private final ProcessStepRunner processes;

  /** Starts kernels and processes with these. */
  public StepRunner(
      KernelLauncher launcher, ProcessGuard guard, Environments environments, Clock clock) {
    this.notebooks = new NotebookStepRunner(launcher, environments, clock);
    this.processes = new ProcessStepRunner(guard, environments);
  }

  /**
   * Runs a step to its end. When this returns or throws, no process of the step is left.
   *
   * @param build for environments that turn out to be needed
   * @param cancel ends it within 12 s, outputs kept
   * @return how it ended; the step's own failures are results
   * @throws StepFailedException when it could not be started
   * @throws InterruptedException when the thread was interrupted; everything was killed at once
   */
  public StepResult run(
      StepTask task, EnvironmentBuild build, StepEvents events, CancelSignal cancel)
      throws IOException, InterruptedException, StepFailedException {
    return switch (task.definition().action()) {
      case StepDefinition.Action.Notebook notebook ->
          notebooks.run(task, notebook, build, events, cancel);
      case StepDefinition.Action.Script script ->
          processes.run(task, processes.commandOf(task, script), events, cancel);
      case StepDefinition.Action.Shell shell ->
          processes.run(task, ProcessStepRunner.commandOf(shell), events, cancel);
    };
  }
}
