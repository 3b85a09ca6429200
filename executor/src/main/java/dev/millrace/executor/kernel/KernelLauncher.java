package dev.millrace.executor.kernel;

/** Starts kernels. Safe for use by several threads; one is enough for a process. */
public final class KernelLauncher implements AutoCloseable {
  public KernelLauncher(ProcessGuard guard) {}

  /**
   * Starts a kernel and waits until it answers.
   *
   * @param listener hears what the kernel broadcasts, from before the first message on
   * @throws KernelException.NotStarted if it did not come up; nothing of it is left
   * @throws InterruptedException if the thread was interrupted; nothing of the kernel is left
   */
  public Kernel launch(KernelPlan plan, KernelListener listener)
      throws KernelException, InterruptedException {
    return Unbuilt.body();
  }

  /** Kills the kernels that still run. */
  @Override
  public void close() {
    Unbuilt.stop();
  }
}
