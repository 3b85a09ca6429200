package dev.millrace.api.operating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.MillraceServer;
import dev.millrace.api.TestClient;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import dev.millrace.api.projects.TestPush;
import dev.millrace.scheduler.loop.UserWork;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slow files of one user do not delay health, heartbeats or a stop. */
@Tag("slow")
class UserWorkTest {
  private static final int PUSHES = 40;

  /** A probe that waits longer takes the server for dead; a worker's session has 90 s. */
  private static final long MOST_MILLIS = 10_000;

  @Test
  @Timeout(180)
  void healthHeartbeatsAndAStopDoNotWaitForManySlowFiles() throws Exception {
    TestService service = TestService.shared();
    MillraceServer.Running server = service.startServer();
    TestClient admin = service.clientOf(server);
    TestWorker worker = TestWorker.in(service, "default").at(server);
    TestPush push =
        new TestPush(admin, service.project())
            .file("n.ipynb", "{}")
            .file("dags/slow.yaml", slowFile());
    admin.get("/api/v1/health/live").expect(200);
    worker.heartbeat(List.of(), 0).expect(200);
    CountDownLatch begun = new CountDownLatch(PUSHES);
    try (ExecutorService pushes = Executors.newFixedThreadPool(PUSHES)) {
      for (int i = 0; i < PUSHES; i++) {
        var unused =
            pushes.submit(
                () -> {
                  begun.countDown();
                  // Those that have not ended when the server stops are cut off.
                  return push.plan();
                });
      }
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      Thread.sleep(1_000); // the requests have to be on their way, and there is no sign of that
      long health = 0;
      long heartbeat = 0;
      for (int i = 0; i < 5; i++) {
        health = Math.max(health, millis(() -> admin.get("/api/v1/health/live").expect(200)));
        heartbeat = Math.max(heartbeat, millis(() -> worker.heartbeat(List.of(), 0).expect(200)));
      }
      long stop = millis(server::close);
      assertThat(List.of(health, heartbeat)).allMatch(took -> took < MOST_MILLIS);
      assertThat(stop).isLessThan(20_000);
      var unstarted = pushes.shutdownNow();
      assertThat(unstarted).isEmpty();
    } finally {
      // What was cut off is still read to its end, in this JVM: later tests do not wait for it.
      UserWork.call(() -> 1);
    }
  }

  /** A file whose expressions take long to check. */
  private static String slowFile() {
    StringBuilder dag = new StringBuilder("dag: slow\nsteps:\n");
    for (int i = 0; dag.length() < 250_000; i++) {
      dag.append("  s%d: { notebook: n.ipynb, parameters: { p: \"${{ ".formatted(i));
      dag.append("[%d, 2, 3].map(x, x * 2).filter(x, x > 1)[0] + %d".formatted(i, i));
      dag.append(" }}\" } }\n");
    }
    return dag.toString();
  }

  private static long millis(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1_000_000;
  }
}
