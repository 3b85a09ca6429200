package dev.millrace.executor.notebook;

import dev.millrace.executor.kernel.KernelLauncher;
import java.time.Clock;

/**
 * Runs notebooks on kernels. Safe for use by several threads; every execution has its own kernel.
 */
public final class NotebookExecutor {
  public NotebookExecutor(KernelLauncher launcher, Clock clock) {}

  /**
   * Executes a notebook from its first cell to its end, whatever that end is. Returns when the
   * kernel and all its processes are gone.
   *
   * @param sink hears everything that happens; the last event is {@link
   *     NotebookEvent.NotebookFinished}
   * @param cancel ends it within 12 s
   * @return how it ended; failures of the notebook, the kernel or the machine are ends, not
   *     exceptions
   * @throws NotebookException if the document cannot be prepared; nothing was started
   * @throws InterruptedException if the thread was interrupted; the kernel was killed
   */
  public NotebookResult run(NotebookTask task, NotebookEventSink sink, CancelSignal cancel)
      throws NotebookException, InterruptedException {
    return Unbuilt.body();
  }
}
