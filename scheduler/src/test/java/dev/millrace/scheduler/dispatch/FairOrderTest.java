package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scheduler.engine.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who goes first at a pool that is always full. */
@Tag("slow")
@Tag("long")
class FairOrderTest extends DispatchTest {
  @Test
  void anOldRunWithManyStepsGoesOnHoweverManyNewRunsCome() {
    server.get(Fleet.class).putPool("default", 1);
    UUID old = start(wide(200));
    TestWorker worker = worker(1);
    for (int i = 0; i < 100; i++) {
      worker.succeed(worker.startOne());
    }
    UUID small = dags.yaml("dag: small\nsteps:\n  a: { notebook: a.ipynb }\n");
    int ofOld = 0;
    for (int i = 0; i < 40; i++) {
      server.runs().start(TestDags.run(small));
      server.runs().start(TestDags.run(small));
      Grant grant = worker.startOne();
      ofOld += grant.run().equals(old) ? 1 : 0;
      worker.succeed(grant);
    }
    assertThat(ofOld)
        .as("steps of the old run among 40, with 80 runs that came after it")
        .isBetween(3, 37);
  }

  @Test
  void aNewRunGoesBesideTheRunWithManyStepsAndNotBehindIt() {
    server.get(Fleet.class).putPool("default", 1);
    start(wide(200));
    TestWorker worker = worker(1);
    for (int i = 0; i < 20; i++) {
      worker.succeed(worker.startOne());
    }
    UUID young = start(wide(10));
    List<UUID> order = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Grant grant = worker.startOne();
      order.add(grant.run());
      worker.succeed(grant);
    }
    assertThat(order).filteredOn(young::equals).hasSizeBetween(9, 10);
  }

  @Test
  void aHigherPriorityGoesFirstWhateverTheTurn() {
    server.get(Fleet.class).putPool("default", 1);
    start(wide(50));
    TestWorker worker = worker(1);
    for (int i = 0; i < 20; i++) {
      worker.succeed(worker.startOne());
    }
    UUID urgent =
        start(
            """
            dag: urgent
            steps:
              a: { notebook: a.ipynb, priority: 5 }
              b: { notebook: b.ipynb, priority: 5 }
            """);
    List<Grant> first = List.of(worker.startOne());
    worker.succeed(first.getFirst());
    assertThat(first.getFirst().run()).isEqualTo(urgent);
    assertThat(worker.startOne().run()).isEqualTo(urgent);
  }

  @Test
  void aBigStepStartsThoughSmallOnesNeverEnd() {
    TestWorker one = worker(4);
    TestWorker two = worker(4);
    start(wide(8));
    List<Grant> ofOne = new ArrayList<>(one.claim());
    List<Grant> ofTwo = new ArrayList<>(two.claim());
    UUID big = start("dag: big\nsteps:\n  a: { notebook: a.ipynb, slots: 4 }\n");
    start(wide(500));
    int others = 0;
    for (int i = 0; i < 60; i++) {
      boolean first = i % 2 == 0;
      TestWorker worker = first ? one : two;
      List<Grant> held = first ? ofOne : ofTwo;
      if (!held.isEmpty()) {
        Grant ended = held.removeFirst();
        worker.start(ended);
        worker.succeed(ended);
      }
      List<Grant> more = worker.claim(4 - held.size(), Duration.ZERO);
      if (more.stream().anyMatch(grant -> grant.run().equals(big))) {
        assertThat(others).as("what the other worker was given meanwhile").isPositive();
        return;
      }
      others += more.size();
      held.addAll(more);
    }
    throw new AssertionError("the big step never started");
  }

  @Test
  void smallStepsBehindManyBigOnesReachASmallWorker() {
    TestWorker large = worker(4);
    Grant busy = one(large, start("dag: busy\nsteps:\n  a: { notebook: a.ipynb }\n"));
    start(wide(60, 4));
    UUID small = start("dag: small\nsteps:\n  a: { notebook: a.ipynb }\n");
    TestWorker little = worker(2);
    assertThat(little.claim()).extracting(Grant::run).containsExactly(small);
    large.start(busy);
    large.succeed(busy);
    assertThat(large.claim()).hasSize(1).allSatisfy(g -> assertThat(g.slots()).isEqualTo(4));
  }

  @Test
  void queuedRunsOfADagStartInTheirOrderAndNoNewOneGetsInBetween() {
    UUID dag = dags.yaml("dag: narrow\nmaxActiveRuns: 1\nsteps:\n  a: { notebook: a.ipynb }\n");
    UUID first = server.runs().start(TestDags.run(dag));
    UUID second = server.runs().start(TestDags.run(dag));
    // A server that ended the run and died before it started the next one.
    database
        .jdbc()
        .sql("UPDATE run SET state = 'succeeded', ended_at = now() WHERE id = :run")
        .param("run", first)
        .update();
    UUID third = server.runs().start(TestDags.run(dag));
    assertThat(stateOf(third)).isEqualTo(RunState.QUEUED);
    server.sweep();
    assertThat(stateOf(second)).isEqualTo(RunState.RUNNING);
    assertThat(stateOf(third)).isEqualTo(RunState.QUEUED);
  }

  private static Grant one(TestWorker worker, UUID run) {
    Grant grant = worker.claim(1, Duration.ZERO).getFirst();
    assertThat(grant.run()).isEqualTo(run);
    return grant;
  }

  private static String wide(int steps) {
    return wide(steps, 1);
  }

  private static String wide(int steps, int slots) {
    var yaml = new StringBuilder("dag: wide\nsteps:\n");
    for (int i = 0; i < steps; i++) {
      yaml.append("  s%d: { notebook: a.ipynb, slots: %d }%n".formatted(i, slots));
    }
    return yaml.toString();
  }
}
