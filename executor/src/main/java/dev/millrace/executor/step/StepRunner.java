package dev.millrace.executor.step;

import dev.millrace.executor.environment.EnvironmentBuild;
import dev.millrace.executor.environment.Environments;
import dev.millrace.executor.kernel.KernelLauncher;
import dev.millrace.executor.kernel.ProcessGuard;
import dev.millrace.executor.notebook.OutputLimits;
import dev.millrace.executor.protocol.StepFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** Runs steps of every type. Safe for use by several threads; one is enough for a worker. */
public final class StepRunner {
  private final NotebookStepRunner notebooks;
  private final ProcessStepRunner processes;

  /** Starts kernels and processes with these. */
  public StepRunner(
      KernelLauncher launcher,
      ProcessGuard guard,
      Environments environments,
      OutputLimits limits,
      Clock clock) {
    this.notebooks = new NotebookStepRunner(launcher, environments, limits, clock);
    this.processes = new ProcessStepRunner(guard, environments, limits);
  }

  /** Whether it is a notebook that a kernel of another language than Python runs. */
  public boolean runsOtherLanguage(Path root, StepDefinition.Action action) throws IOException {
    return action instanceof StepDefinition.Action.Notebook notebook
        && notebooks.runsOtherLanguage(root, notebook);
  }

  /**
   * Finds everything the step's code needs, building what is missing. No code of the user's runs
   * yet, so an interrupt stops it at any moment.
   *
   * @param build for environments that turn out to be needed
   * @param events hears of the preparation and then of the run
   * @throws StepFailedException when the step cannot run here
   * @throws InterruptedException when the thread was interrupted; nothing of the step is left
   */
  public ReadyStep prepare(StepTask task, EnvironmentBuild build, StepEvents events)
      throws IOException, InterruptedException, StepFailedException {
    return switch (task.definition().action()) {
      case StepDefinition.Action.Notebook notebook ->
          notebooks.prepare(task, notebook, build, events);
      case StepDefinition.Action.Script script ->
          processes.prepare(task, processes.commandOf(task, script), events);
      case StepDefinition.Action.Shell shell ->
          processes.prepare(task, ProcessStepRunner.commandOf(shell), events);
    };
  }
}
