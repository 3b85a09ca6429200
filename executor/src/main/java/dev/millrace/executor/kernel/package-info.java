/**
 * Jupyter kernels and the processes they are: finding kernelspecs, starting a kernel, speaking the
 * Jupyter wire protocol with it, and making sure that none of its processes outlives its attempt.
 *
 * <p>It knows nothing of notebooks, steps or the server. A newcomer starts at {@link
 * dev.millrace.executor.kernel.KernelLauncher} for kernels and at {@link
 * dev.millrace.executor.kernel.ProcessGuard} for any other process a step runs.
 */
@NullMarked
package dev.millrace.executor.kernel;

import org.jspecify.annotations.NullMarked;
