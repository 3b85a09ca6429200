package dev.millrace.executor.notebook;

import dev.millrace.executor.kernel.Kernel;
import dev.millrace.executor.kernel.KernelException;
import dev.millrace.executor.kernel.KernelLauncher;
import dev.millrace.executor.kernel.KernelListener;
import dev.millrace.executor.kernel.KernelPlan;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs notebooks on kernels. Safe for use by several threads; every execution has its own kernel.
 */
public final class NotebookExecutor {
  private final KernelLauncher launcher;
  private final Clock clock;

  public NotebookExecutor(KernelLauncher launcher, Clock clock) {
    this.launcher = launcher;
    this.clock = clock;
  }

  /**
   * Executes a notebook from its first cell to its end, whatever that end is. Returns when nothing
   * that the notebook started can act any more. The kernel's own process may still be about to end
   * (less than 4 s); the plan's marker recognises it.
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
    NotebookDocument document = NotebookDocument.prepare(task.notebook(), task.preparation());
    EventTeller teller = new EventTeller(document, sink, clock, task.limits(), task.mask());
    task.notebook().warnings().forEach(teller::warn);
    Optional<Kernel> started;
    try {
      started = launch(task.kernel(), teller.ear(), cancel);
    } catch (KernelException e) {
      String code = e instanceof KernelException.Unknown ? "KERNEL_UNKNOWN" : "KERNEL_START";
      FailureCause cause =
          e instanceof KernelException.Unknown ? FailureCause.USER : FailureCause.PLATFORM;
      return teller.finish(NotebookEnd.failed(cause, code, messageOf(e), null), Map.of(), false);
    }
    if (started.isEmpty()) {
      return teller.finish(
          NotebookEnd.cancelled(cancel.reason().orElse("cancelled"), null), Map.of(), false);
    }
    Kernel kernel = started.get();
    boolean ended = false;
    try {
      NotebookResult result = new NotebookRun(task, document, kernel, teller, cancel).run();
      ended = true;
      return result;
    } finally {
      if (!ended) {
        kernel.close();
      }
      kernel.lastWords().close();
    }
  }

  /** A kernel, or empty if cancelled before it was there. */
  private Optional<Kernel> launch(KernelPlan plan, KernelListener listener, CancelSignal cancel)
      throws KernelException, InterruptedException {
    FutureTask<Kernel> launch = new FutureTask<>(() -> launcher.launch(plan, listener));
    CountDownLatch done = new CountDownLatch(1);
    Thread starter =
        Thread.ofVirtual()
            .start(
                () -> {
                  launch.run();
                  done.countDown();
                });
    cancel.whenCancelled(
        () -> {
          if (done.getCount() > 0) {
            starter.interrupt();
          }
        });
    try {
      return Optional.of(launch.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException && cancel.reason().isPresent()) {
        return Optional.empty();
      }
      if (e.getCause() instanceof KernelException kernelException) {
        throw kernelException;
      }
      throw new IllegalStateException("starting a kernel failed unexpectedly", e.getCause());
    } catch (InterruptedException e) {
      starter.interrupt();
      throw e;
    }
  }

  private static String messageOf(KernelException e) {
    String message = e.getMessage();
    return message == null ? "the kernel did not start" : message;
  }
}
