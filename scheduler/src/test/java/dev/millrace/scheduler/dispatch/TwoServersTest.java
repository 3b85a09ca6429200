package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.store.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two servers on one database, five workers without kernels, 20,000 steps and more. */
@Tag("slow")
@Tag("long")
class TwoServersTest {
  private static final Logger log = LoggerFactory.getLogger(TwoServersTest.class);

  private static final int WIDTH = 100;
  private static final int LAYERS = 50;
  private static final int SLOTS = 16;

  // Without the relay a server hears of the other's commits by polling alone: a part of the steps
  // shows that nothing depends on the rings.
  @ParameterizedTest(name = "relay of rings: {0}, {1} runs")
  @CsvSource({"true, 4", "false, 1"})
  void everyStepHasExactlyOneSucceededAttempt(boolean relay, int count) {
    int steps = count * WIDTH * LAYERS;
    var settings = new DispatchSettings(relay, true, Duration.ofMillis(500));
    try (TestDatabase database = TestDatabase.create();
        TestServer one = TestServer.on(database, settings);
        TestServer two = TestServer.on(database, settings)) {
      UUID dag = new TestDags(database).store(Layers.of(WIDTH, LAYERS));
      List<UUID> runs = new ArrayList<>();
      long created = System.nanoTime();
      for (int i = 0; i < count; i++) {
        runs.add((i % 2 == 0 ? one : two).runs().start(TestDags.run(dag)));
      }
      log.info("created {} steps in {} ms", steps, millisSince(created));

      var done = new AtomicInteger();
      BooleanSupplier open = () -> done.get() < steps;
      List<Callable<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        var worker = new TestWorker(i % 2 == 0 ? one : two, "default", SLOTS);
        TestServer server = i % 2 == 0 ? one : two;
        clients.add(() -> new Client(server, worker, done, open).work());
      }
      long began = System.nanoTime();
      Parallel.run(clients);
      log.info("executed {} steps in {} ms", done.get(), millisSince(began));

      assertThat(runs)
          .allSatisfy(
              run ->
                  assertThat(one.reads().run(run).orElseThrow().state())
                      .isEqualTo(RunState.SUCCEEDED));
      assertThat(
              count(
                  database,
                  """
                  SELECT count(*) FROM step_run s WHERE s.state = 'succeeded'
                     AND (SELECT count(*) FROM attempt a WHERE a.step_run = s.id) = 1
                     AND (SELECT count(*) FROM attempt a
                           WHERE a.step_run = s.id AND a.state = 'succeeded') = 1
                  """))
          .isEqualTo(steps);
      assertThat(count(database, "SELECT count(*) FROM step_queue")).isZero();
      assertThat(
              count(
                  database,
                  """
                  SELECT count(*) FROM (SELECT run, max(seq) AS top, count(*) AS n FROM run_event
                                         GROUP BY run) e
                   WHERE e.top <> e.n
                  """))
          .describedAs("runs whose event numbers have gaps")
          .isZero();
    }
  }

  /** Keeps its slots busy: claims when it has none, and takes what completions bring along. */
  private record Client(
      TestServer server, TestWorker worker, AtomicInteger done, BooleanSupplier open) {
    int work() throws Exception {
      try (ExecutorService slots = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Callable<@Nullable Void>> loops = new ArrayList<>();
        for (int i = 0; i < SLOTS; i++) {
          loops.add(this::loop);
        }
        loops.add(this::beat);
        for (var future : slots.invokeAll(loops)) {
          future.get();
        }
      }
      return done.get();
    }

    // Settles no claim, so it names no attempts; it only keeps the lease when the machine is slow.
    private @Nullable Void beat() {
      while (open.getAsBoolean()) {
        worker.heartbeat(0, Set.of(), Duration.ofMillis(500));
      }
      return null;
    }

    private @Nullable Void loop() {
      List<Grant> grants = List.of();
      while (open.getAsBoolean()) {
        if (grants.isEmpty()) {
          grants = claim();
        }
        List<Grant> next = new ArrayList<>();
        for (Grant grant : grants) {
          assertThat(worker.start(grant)).isEqualTo(StartAnswer.GO);
          var answer =
              server
                  .queue()
                  .complete(worker.session(), Ending.success(grant).report(), nextClaim());
          done.incrementAndGet();
          next.addAll(((CompletionAnswer.Accepted) answer).grants());
        }
        grants = next;
      }
      return null;
    }

    private List<Grant> claim() {
      try {
        return server.queue().claim(worker.session(), nextClaim(), Duration.ofMillis(500));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private synchronized ClaimRequest nextClaim() {
      return worker.nextClaim(1);
    }
  }

  private static int count(TestDatabase database, String sql) {
    return database.jdbc().sql(sql).query(Integer.class).single();
  }

  private static long millisSince(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
  }
}
