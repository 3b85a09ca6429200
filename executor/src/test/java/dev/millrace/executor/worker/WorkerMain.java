package dev.millrace.executor.worker;

import dev.millrace.executor.account.StepAccount;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * A worker in a process of its own, for tests that kill it or give it another environment: server,
 * data folder and, unless the one on the PATH is meant, the interpreter.
 */
final class WorkerMain {
  private WorkerMain() {}

  public static void main(String[] arguments) throws Exception {
    Worker worker =
        Worker.start(
            new WorkerSettings(
                URI.create(arguments[0]),
                WorkerSettings.PoolToken.of(ProtocolServer.POOL_TOKEN),
                "default",
                2,
                "w-1",
                Map.of(),
                Path.of(arguments[1]),
                arguments.length > 2 ? Path.of(arguments[2]) : null,
                StepAccount.own(),
                "test"));
    worker.stopped().join();
  }
}
