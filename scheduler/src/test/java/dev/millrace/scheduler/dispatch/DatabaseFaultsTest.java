package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.Dag;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;

/**
 * Two servers and four workers at work while their database breaks: connections cut between any two
 * statements, and the whole of PostgreSQL stopped without a checkpoint. Nobody helps them.
 */
@Tag("slow")
@Tag("long")
class DatabaseFaultsTest {
  private static final int RUNS = 4;
  private static final int WIDTH = 15;
  private static final int LAYERS = 12;
  private static final int CUTS = 150;
  private static final int STEPS = RUNS * WIDTH * LAYERS;

  @TempDir Path temp;

  @Test
  void connectionsThatBreakBetweenStatementsLoseNothingAndDoNothingTwice() {
    try (TestDatabase database = TestDatabase.create()) {
      workThrough(
          database,
          goOn -> {
            int cut = 0;
            while (goOn.getAsBoolean() && cut < CUTS) {
              cut += cutOne(database);
              LockSupport.parkNanos(
                  Duration.ofMillis(25).toNanos()); // so that work goes on between
            }
            return cut;
          });
    }
  }

  @Test
  void aDatabaseThatIsStoppedAtOnceAndStartedUnderLoadLosesNothingAndDoesNothingTwice()
      throws Exception {
    try (var postgres = new OwnPostgres(temp.resolve("postgres"));
        TestDatabase database = TestDatabase.createOn(postgres.url())) {
      workThrough(
          database,
          goOn -> {
            for (int i = 1; i <= 3; i++) {
              int upTo = i * STEPS / 4;
              Parallel.await(
                  "work to go on", () -> ended(database) >= upTo || !goOn.getAsBoolean());
              postgres.crash();
            }
            return 3;
          });
    }
  }

  @FunctionalInterface
  private interface Fault {
    int harm(BooleanSupplier goOn) throws Exception;
  }

  private static void workThrough(TestDatabase database, Fault fault) {
    var settings = new DispatchSettings(true, true, Duration.ofMillis(300));
    try (TestServer one = TestServer.on(database, settings);
        TestServer two = TestServer.on(database, settings)) {
      Dag dag = Layers.of(WIDTH, LAYERS);
      UUID id = new TestDags(database).store(dag);
      List<UUID> runs = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        runs.add(one.runs().start(TestDags.run(id)));
      }
      ConcurrentMap<String, AtomicInteger> executions = new ConcurrentHashMap<>();
      var broken = new AtomicBoolean();
      BooleanSupplier open =
          () -> !broken.get() && (executions.size() < STEPS || unfinished(database) > 0);
      List<Callable<Integer>> work = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        var client = new FaithfulClient(i % 2 == 0 ? one : two, 8, executions);
        work.add(() -> orElse(broken, () -> client.work(open)));
      }
      work.add(() -> orElse(broken, () -> fault.harm(open)));
      List<Integer> counts = Parallel.run(work);

      assertThat(counts.getLast()).as("faults").isPositive();
      assertThat(counts.subList(0, 4).stream().mapToInt(n -> n).sum())
          .as("requests that met one")
          .isPositive();
      assertThat(runs)
          .allSatisfy(
              run ->
                  assertThat(one.reads().run(run).orElseThrow().state())
                      .isEqualTo(RunState.SUCCEEDED));
      assertThat(executions).hasSize(STEPS);
      assertThat(executions.values()).allSatisfy(n -> assertThat(n).hasValue(1));
      new Invariants(database).holdAtTheEnd(Map.of(id, dag));
    }
  }

  /** What fails ends the work of the others, too. */
  private static int orElse(AtomicBoolean broken, Callable<Integer> task) throws Exception {
    boolean done = false;
    try {
      int result = task.call();
      done = true;
      return result;
    } finally {
      if (!done) {
        broken.set(true);
      }
    }
  }

  // The test's own connections look like the servers': one of them may be hit, and is repeated.
  private static int cutOne(TestDatabase database) {
    try {
      return database
          .jdbc()
          .sql(
              """
              SELECT count(pg_terminate_backend(pid)) FROM (
                SELECT pid FROM pg_stat_activity
                 WHERE datname = current_database() AND pid <> pg_backend_pid()
                   AND (state = 'idle in transaction' OR random() < 0.05)
                 ORDER BY state = 'idle in transaction' DESC, random() LIMIT 1) one
              """)
          .query(Integer.class)
          .single();
    } catch (DataAccessException e) {
      return 0;
    }
  }

  private static int ended(TestDatabase database) {
    return count(database, "SELECT count(*) FROM step_run WHERE ended_at IS NOT NULL");
  }

  private static int unfinished(TestDatabase database) {
    return count(database, "SELECT count(*) FROM run WHERE ended_at IS NULL");
  }

  private static int count(TestDatabase database, String sql) {
    while (true) {
      try {
        return database.jdbc().sql(sql).query(Integer.class).single();
      } catch (DataAccessException e) {
        Thread.onSpinWait(); // it is away, and comes back
      }
    }
  }
}
