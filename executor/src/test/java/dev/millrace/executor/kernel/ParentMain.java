package dev.millrace.executor.kernel;

import java.nio.file.Path;

/**
 * A worker for a test to kill: starts a kernel with a grandchild that left it, says so, and waits
 * for its end.
 */
final class ParentMain {
  private ParentMain() {}

  /**
   * @param args the attempt's id and the directory to start in
   */
  public static void main(String[] args) throws Exception {
    KernelPlan plan =
        new KernelPlan(
            TestKernels.spec(),
            Path.of(args[1]),
            java.util.Map.of(),
            ProcessMarker.attempt(args[0]),
            KernelPlan.DEFAULT_START_TIMEOUT);
    try (KernelLauncher launcher = new KernelLauncher(new ProcessGuard());
        Kernel kernel = launcher.launch(plan, new Silent())) {
      String code =
          """
          import os, time, signal
          if os.fork() == 0:
              os.setsid()
              if os.fork() == 0:
                  signal.signal(signal.SIGTERM, signal.SIG_IGN)
                  time.sleep(600)
              os._exit(0)
          os.wait()
          """;
      kernel.execute(new Kernel.ExecuteRequest(code, false, true)).result().get();
      System.out.println("ready");
      kernel.end().join();
    }
  }

  private static final class Silent implements KernelListener {
    @Override
    public void broadcast(KernelMessage message) {}

    @Override
    public void print(Stream stream, String text) {}
  }
}
