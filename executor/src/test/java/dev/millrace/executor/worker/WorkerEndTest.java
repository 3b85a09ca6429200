package dev.millrace.executor.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.executor.kernel.TestKernels;
import dev.millrace.executor.protocol.CompleteRequest;
import dev.millrace.executor.protocol.SessionRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a worker ends: drained, stopped, revoked, killed, or refused at its start. */
@Tag("slow")
class WorkerEndTest extends RunningStepTest {
  @Test
  void aRevokedWorkerKillsItsStepsReportsNothingAndEnds() throws Exception {
    Worker worker = rig.start();
    var attempt = silentUntilGo("revoked");
    awaitLog(attempt, "begun");
    state.revokeSessions();
    long began = System.nanoTime();
    TestKernels.awaitNone(WorkerRig.marker(attempt), SOON);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    assertThatThrownBy(() -> worker.stopped().get(20, TimeUnit.SECONDS))
        .hasMessageContaining("was revoked");
    assertThat(attempt.completion).isNull();
    assertThat(state.sessions).hasSize(1);
  }

  @Test
  void aRevokedWorkerThatWasGivenAnotherTokenOpensASessionWithIt() throws Exception {
    WorkerSettings right = rig.settings();
    var token = new AtomicReference<>(ProtocolServer.POOL_TOKEN);
    state.otherPoolToken = "newer";
    Worker worker =
        rig.start(
            new WorkerSettings(
                right.server(),
                token::get,
                right.pool(),
                right.slots(),
                right.name(),
                right.mounts(),
                right.data(),
                right.python(),
                right.account(),
                right.version()));
    state.await("it registers", () -> state.sessions.size() == 1);
    token.set("newer");
    state.revokeSessions();
    state.await("it registers again", () -> state.sessions.size() == 2);
    assertThat(worker.stopped()).isNotDone();
  }

  @Test
  void aDrainedWorkerFinishesItsStepsTakesNoMoreAndStops() throws Exception {
    Worker worker = rig.start();
    var attempt = untilGo("last");
    awaitLog(attempt, "beat");
    worker.drain();
    state.await("the server knows", () -> state.draining);
    var refused = state.submit(snapshot, "refused", "{'shell':'echo 2'}", "{}");
    go();
    assertThat(state.awaitCompletion(attempt).state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
    worker.stopped().get(20, TimeUnit.SECONDS);
    assertThat(refused.state).isEqualTo("ready");
  }

  @Test
  void aStoppedWorkerReportsItsStepsAsLostForWantOfIt() throws Exception {
    Worker worker = rig.start();
    var attempt = untilGo("cut");
    awaitLog(attempt, "beat");
    worker.close();
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.state()).isEqualTo(CompleteRequest.State.FAILED);
    assertThat(completion.cause()).isEqualTo(CompleteRequest.Cause.PLATFORM);
    assertThat(completion.message()).startsWith("WORKER_STOPPED").contains("w-1");
    assertThat(worker.stopped()).isDone();
  }

  @Test
  void aStoppedWorkerLetsItsStepsEndWithinTheGraceAndTakesNoOthers() throws Exception {
    Worker worker = rig.start();
    var attempt = untilGo("graced");
    awaitLog(attempt, "beat");
    Thread stopping = Thread.ofVirtual().start(() -> worker.stop(Duration.ofMinutes(5)));
    state.await("the server knows", () -> state.draining);
    var refused = state.submit(snapshot, "refused", "{'shell':'echo 2'}", "{}");
    go();
    assertThat(state.awaitCompletion(attempt).state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
    assertThat(stopping.join(SOON)).isTrue();
    assertThat(refused.state).isEqualTo("ready");
    assertThat(state.lost).isEmpty();
  }

  @Test
  void aStepThatOutlivesTheGraceIsHandedBack() throws Exception {
    Worker worker = rig.start();
    var attempt = untilGo("endless");
    awaitLog(attempt, "beat");
    worker.stop(Duration.ofMillis(300));
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.cause()).isEqualTo(CompleteRequest.Cause.PLATFORM);
    assertThat(completion.message()).startsWith("WORKER_STOPPED");
    assertThat(TestKernels.processes(WorkerRig.marker(attempt))).isEmpty();
  }

  @Test
  void aKilledWorkerLeavesNoProcessesAndTheNextStartIsTheSameWorkerWithANewBoot() throws Exception {
    Process process = rig.startApart();
    var attempt = untilGo("killed");
    awaitLog(attempt, "beat");
    process.destroyForcibly().waitFor();
    TestKernels.awaitNone(WorkerRig.marker(attempt), SOON);
    rig.start();
    state.await("it registers again", () -> state.sessions.size() == 2);
    SessionRequest before = state.sessions.get(0);
    SessionRequest after = state.sessions.get(1);
    assertThat(after.worker()).isEqualTo(before.worker());
    assertThat(after.bootId()).isNotEqualTo(before.bootId());
    assertThat(state.lost).containsExactly("killed: new session");
    state.await(
        "what the first start left is gone",
        () -> !Files.exists(temp.resolve("data/attempts/" + attempt.id())));
  }

  @Test
  void aDataFolderServesOneWorkerAtATime() throws Exception {
    rig.start();
    assertThatThrownBy(() -> Worker.start(rig.settings()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in use by another worker");
  }

  @Test
  void aPoolTokenThatIsNotValidEndsTheWorkerWithAMessage() throws Exception {
    WorkerSettings right = rig.settings();
    Worker worker =
        Worker.start(
            new WorkerSettings(
                right.server(),
                WorkerSettings.PoolToken.of("wrong"),
                right.pool(),
                right.slots(),
                right.name(),
                right.mounts(),
                right.data(),
                right.python(),
                right.account(),
                right.version()));
    assertThatThrownBy(() -> worker.stopped().get(20, TimeUnit.SECONDS))
        .hasMessageContaining("401");
  }
}
