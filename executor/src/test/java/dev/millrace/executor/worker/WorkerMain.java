package dev.millrace.executor.worker;

import dev.millrace.executor.kernel.TestKernels;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** A worker in a process of its own, for tests that kill it. */
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
                TestKernels.python(),
                "test"));
    worker.stopped().join();
  }
}
