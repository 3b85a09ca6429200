package dev.millrace.executor.kernel;

import java.io.IOException;

/**
 * Starts processes that cannot outlive this one.
 *
 * <p>Each gets its own session and a guard, a shell script that holds the read end of a pipe. When
 * the pipe is closed, because it was asked for or because this process was killed, the guard kills
 * the process's group and everything that carries its marker. When the process ends by itself,
 * whatever it left behind is killed too.
 */
public final class ProcessGuard {
  public ProcessGuard() {}

  /**
   * Starts a process. Its standard input is empty.
   *
   * @throws IOException if the program or the directory does not exist, or the system refuses; the
   *     message says which
   */
  public OwnedProcess start(ProcessPlan plan, ProcessOutput output) throws IOException {
    return Unbuilt.body();
  }
}
