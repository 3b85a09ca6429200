package dev.millrace.executor.kernel;

/**
 * Hears what a kernel broadcasts and prints.
 *
 * <p>{@link #broadcast} is called by the kernel's own reading thread and must be quick: while it
 * lasts nothing else is read from the kernel, and a kernel that is not read drops messages.
 */
public interface KernelListener extends ProcessOutput {
  /**
   * A message of the iopub channel; the parent's id says which execution it belongs to, however
   * late it comes.
   */
  void broadcast(KernelMessage message);
}
