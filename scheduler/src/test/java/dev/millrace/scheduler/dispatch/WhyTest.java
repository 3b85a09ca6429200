package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.scheduler.engine.AttemptPhase;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.AttemptEvent;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.why.PoolReason;
import dev.millrace.scheduler.why.Reason;
import dev.millrace.scheduler.why.Reason.Code;
import dev.millrace.scheduler.why.RunReason;
import dev.millrace.scheduler.why.StepReason;
import dev.millrace.scheduler.why.Why;
import dev.millrace.scheduler.why.Whys;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every reason for which a run or a step can stand still, brought about for real. */
@Tag("slow")
class WhyTest extends DispatchTest {
  private static final String TWO =
      """
      dag: two
      steps:
        a: { notebook: a.ipynb }
        b: { notebook: b.ipynb, dependsOn: [a], triggerRule: all_done }
      """;

  @Test
  void aWaitingStepNamesItsRuleAndTheStepsItWaitsFor() {
    UUID run = start(TWO);
    StepReason.TriggerRuleUnmet reason = only(run, "b", StepReason.TriggerRuleUnmet.class);
    assertThat(reason.unfinished())
        .containsExactly(new StepReason.TriggerRuleUnmet.Upstream("a", StepState.READY));
    assertThat(reason.text()).isEqualTo("its trigger rule all_done waits for 'a' (ready)");
  }

  @Test
  void aStepThatTriesAgainLaterSaysWhenAndWhatWentWrong() {
    UUID run =
        start(
            """
            dag: retried
            steps:
              a: { notebook: a.ipynb, retries: { user: 1, delay: 1h, jitter: false } }
            """);
    TestWorker worker = worker(1);
    worker.complete(worker.startOne(), AttemptState.FAILED, "no network");
    StepReason.RetryDelay reason = only(run, "a", StepReason.RetryDelay.class);
    assertThat(reason.at()).isEqualTo(step(run, "a").notBefore());
    assertThat(reason.text()).endsWith("after: no network");
    assertThat(codes(server.get(Whys.class).ofRun(run).orElseThrow()))
        .containsExactly(Code.RETRY_DELAY);
  }

  @Test
  void aStepThatMayNotStartForMaxActiveStepsNamesThoseThatAreActive() {
    UUID run =
        start(
            """
            dag: narrow
            maxActiveSteps: 1
            steps:
              a: { notebook: a.ipynb }
              b: { notebook: b.ipynb }
            """);
    worker(2).startOne();
    StepReason.MaxActiveSteps reason = only(run, "b", StepReason.MaxActiveSteps.class);
    assertThat(reason.limit()).isEqualTo(1);
    assertThat(reason.active()).containsExactly("a");
  }

  @Test
  void aQueuedRunNamesTheRunsItIsQueuedBehindAndItsStepsSayThatItIsQueued() {
    UUID dag = dags.yaml("maxActiveRuns: 1\n" + TWO);
    UUID first = server.runs().start(TestDags.run(dag));
    server.runs().start(TestDags.run(dag));
    UUID third = server.runs().start(TestDags.run(dag));
    Why why = server.get(Whys.class).ofRun(third).orElseThrow();
    assertThat(why.held()).hasSize(1);
    assertThat(why.held().getFirst().reason())
        .isEqualTo(new RunReason.MaxActiveRuns(1, List.of(first), 1));
    assertThat(codes(third, "a")).containsExactly(Code.MAX_ACTIVE_RUNS, Code.RUN_QUEUED);
    assertThat(codes(third, "b"))
        .containsExactly(Code.MAX_ACTIVE_RUNS, Code.RUN_QUEUED, Code.TRIGGER_RULE);
  }

  @Test
  void aRunThatWantsToBeAloneNamesTheRunsItWaitsForAndAYoungerOneSaysThatItGoesFirst() {
    UUID dag = dags.yaml("maxActiveRuns: 3\n" + TWO);
    UUID first = server.runs().start(TestDags.run(dag));
    UUID alone = server.runs().start(TestDags.run(dag));
    UUID younger = server.runs().start(TestDags.run(dag));
    // As a schedule with overlap: queue makes it, which is not this package's business.
    database
        .jdbc()
        .sql("UPDATE run SET state = 'queued', started_at = NULL WHERE id = ANY (:runs)")
        .param("runs", new UUID[] {alone, younger})
        .update();
    database.jdbc().sql("UPDATE run SET alone = true WHERE id = :run").param("run", alone).update();
    Why why = server.get(Whys.class).ofRun(alone).orElseThrow();
    assertThat(why.held().getFirst().reason())
        .isEqualTo(new RunReason.Overlap(true, List.of(first), 0));
    assertThat(why.held().getFirst().reason().text())
        .isEqualTo(
            "it starts when no other run of its Dag is active (overlap: queue), and %s is"
                .formatted(first));
    assertThat(server.get(Whys.class).ofRun(younger).orElseThrow().held().getFirst().reason())
        .isEqualTo(new RunReason.Overlap(false, List.of(), 1));
    server.sweep();
    assertThat(stateOf(alone)).isEqualTo(RunState.QUEUED);
    assertThat(stateOf(younger)).isEqualTo(RunState.QUEUED);
  }

  @Test
  void aQueuedRunOfAnArchivedDagSaysThatItStartsNothing() {
    UUID dag = dags.yaml("maxActiveRuns: 1\n" + TWO);
    server.runs().start(TestDags.run(dag));
    UUID second = server.runs().start(TestDags.run(dag));
    database
        .jdbc()
        .sql("UPDATE dag SET archived_at = now() WHERE id = :dag")
        .param("dag", dag)
        .update();
    assertThat(codes(server.get(Whys.class).ofRun(second).orElseThrow()))
        .containsExactly(Code.DAG_REFUSED, Code.MAX_ACTIVE_RUNS);
  }

  @Test
  void aStepWithoutALiveWorkerForItsPoolSaysWhichWorkerToStart() {
    UUID run = start(TWO.replace("a.ipynb", "a.ipynb, pool: gpu"));
    PoolReason.NoWorker never = only(run, "a", PoolReason.NoWorker.class);
    assertThat(never.lastSeen()).isNull();
    assertThat(never.unblock()).isEqualTo("a worker: millrace worker --pool gpu");

    TestWorker worker = new TestWorker(server, "gpu", 1);
    assertThat(codes(run, "a")).isEmpty();
    database
        .jdbc()
        .sql("UPDATE worker_session SET drain_requested_at = now() WHERE id = :id")
        .param("id", worker.session())
        .update();
    assertThat(only(run, "a", PoolReason.NoWorker.class).draining()).isEqualTo(1);
    database
        .jdbc()
        .sql("UPDATE worker_session SET expires_at = now() - interval '1 second'")
        .update();
    PoolReason.NoWorker gone = only(run, "a", PoolReason.NoWorker.class);
    assertThat(gone.draining()).isZero();
    assertThat(gone.lastSeen()).isNotNull();
  }

  @Test
  void aPoolWithoutSlotsAndOneThatIsTooSmallSaySo() {
    UUID run = start(TWO.replace("a.ipynb", "a.ipynb, slots: 3"));
    worker(4);
    slots(0);
    assertThat(only(run, "a", PoolReason.PoolClosed.class).pool()).isEqualTo("default");
    slots(2);
    assertThat(only(run, "a", PoolReason.StepTooBig.class).text())
        .isEqualTo("it needs 3 slots, and pool 'default' has 2");
  }

  @Test
  void aStepThatIsBiggerThanAnyWorkerSaysSo() {
    UUID run = start(TWO.replace("a.ipynb", "a.ipynb, slots: 3"));
    worker(1);
    worker(2);
    assertThat(only(run, "a", PoolReason.StepTooBig.class).text())
        .isEqualTo("it needs 3 slots, and the largest worker of pool 'default' has 2");
  }

  @Test
  void aFullPoolNamesWhoUsesItAndWhoGoesFirst() {
    slots(1);
    UUID user = start(TWO);
    TestWorker worker = worker(4);
    worker.startOne();
    UUID ahead = start(TWO);
    UUID behind = start(TWO);
    Reason full = reasons(ahead, "a").getFirst();
    assertThat(full)
        .isInstanceOfSatisfying(
            PoolReason.PoolFull.class,
            reason -> {
              assertThat(reason.slots()).isEqualTo(1);
              assertThat(reason.users())
                  .extracting(PoolReason.PoolFull.User::run, PoolReason.PoolFull.User::step)
                  .containsExactly(tuple(user, "a"));
            });
    assertThat(codes(ahead, "a")).containsExactly(Code.POOL_FULL);
    assertThat(codes(behind, "a")).containsExactly(Code.POOL_FULL, Code.QUEUED_BEHIND);
  }

  @Test
  void workersWithoutRoomSaySo() {
    start(TWO);
    worker(1).startOne();
    UUID run = start(TWO);
    assertThat(only(run, "a", PoolReason.WorkersBusy.class))
        .isEqualTo(new PoolReason.WorkersBusy("default", 1, 1, 0));
  }

  @Test
  void aLeasedStepThatHasNotStartedNamesItsWorker() {
    UUID run = start(TWO);
    worker(1).claim();
    StepReason.Leased reason = only(run, "a", StepReason.Leased.class);
    assertThat(reason.worker()).isEqualTo("w");
    assertThat(reason.until()).isAfter(reason.since());
  }

  @Test
  void aStepThatIsMadeReadySaysWhatForAndSinceWhenUntilItsOwnCodeRuns() {
    UUID run = start(TWO);
    TestWorker worker = worker(1);
    Grant grant = worker.startOne();
    assertThat(only(run, "a", StepReason.Preparing.class).phase()).isNull();
    Instant since = Instant.parse("2026-11-21T06:00:00Z");
    phase(worker, grant, 1, "environment", since);
    StepReason.Preparing building = only(run, "a", StepReason.Preparing.class);
    assertThat(building.phase()).isEqualTo(AttemptPhase.ENVIRONMENT);
    assertThat(building.since()).isEqualTo(since);
    assertThat(building.text()).contains("has been building its environment since 2026-11-21");
    phase(worker, grant, 2, "cells", since.plusSeconds(9));
    assertThat(codes(run, "a")).isEmpty();
    assertThat(codes(server.get(Whys.class).ofRun(run).orElseThrow())).isEmpty();
  }

  @Test
  void aRunInQuarantineSaysWhyAndHowItEnds() {
    UUID run = start(TWO);
    database
        .jdbc()
        .sql("UPDATE run SET quarantined_at = now(), quarantine_reason = 'bad' WHERE id = :run")
        .param("run", run)
        .update();
    assertThat(only(run, "a", RunReason.Quarantined.class).text())
        .isEqualTo("the run is in quarantine: bad");
    assertThat(codes(run, "b")).containsExactly(Code.QUARANTINED);
  }

  @Test
  void aRunThatIsBeingCancelledNamesTheStepsThatStillRun() {
    UUID run = start(TWO);
    TestWorker worker = worker(1);
    Grant grant = worker.startOne();
    phase(worker, grant, 1, "cells", Instant.EPOCH);
    server.runs().cancel(run, "anna", null);
    Why why = server.get(Whys.class).ofRun(run).orElseThrow();
    assertThat(codes(why)).containsExactly(Code.CANCELLING);
    assertThat(why.held().getFirst().reason()).isEqualTo(new RunReason.Cancelling(List.of("a")));
    worker.complete(Ending.of(grant, AttemptState.CANCELLED));
    assertThat(codes(server.get(Whys.class).ofRun(run).orElseThrow())).isEmpty();
  }

  @Test
  void whatHasEndedIsHeldUpByNothingAndWhatIsUnknownHasNoAnswer() {
    UUID run = start(TWO);
    TestWorker worker = worker(1);
    worker.succeed(worker.startOne());
    assertThat(codes(run, "a")).isEmpty();
    assertThat(server.get(Whys.class).ofStep(run, "z")).isEmpty();
    assertThat(server.get(Whys.class).ofRun(UUID.randomUUID())).isEmpty();
  }

  @Test
  void aRunTellsOfFiftyStepsAndCountsTheOthers() {
    var steps = new StringBuilder("dag: wide\nsteps:\n");
    for (int i = 0; i < 60; i++) {
      steps.append("  s%d: { notebook: a.ipynb, pool: none }\n".formatted(i));
    }
    Why why = server.get(Whys.class).ofRun(start(steps.toString())).orElseThrow();
    assertThat(why.more()).isEqualTo(10);
    assertThat(why.held().stream().map(Why.Held::step).distinct()).hasSize(50);
  }

  private static void phase(TestWorker worker, Grant grant, long seq, String phase, Instant at) {
    server
        .get(AttemptEvents.class)
        .append(
            worker.session(),
            grant.attempt(),
            grant.epoch(),
            List.of(new AttemptEvent(seq, "phase", at, Json.object().put("phase", phase))));
  }

  private void slots(int slots) {
    database
        .jdbc()
        .sql("UPDATE pool SET slots = :slots WHERE name = 'default'")
        .param("slots", slots)
        .update();
  }

  private static <R extends Reason> R only(UUID run, String step, Class<R> kind) {
    List<Reason> reasons = reasons(run, step);
    assertThat(reasons).hasSize(1);
    assertThat(reasons.getFirst()).isInstanceOf(kind);
    return kind.cast(reasons.getFirst());
  }

  private static List<Reason> reasons(UUID run, String step) {
    return server.get(Whys.class).ofStep(run, step).orElseThrow().held().stream()
        .map(Why.Held::reason)
        .toList();
  }

  private static List<Code> codes(UUID run, String step) {
    return reasons(run, step).stream().map(Reason::code).toList();
  }

  private static List<Code> codes(Why why) {
    return why.held().stream().map(held -> held.reason().code()).toList();
  }
}
