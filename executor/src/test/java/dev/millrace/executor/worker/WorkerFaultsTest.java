package dev.millrace.executor.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.executor.kernel.TestKernels;
import dev.millrace.executor.protocol.AttemptEvent;
import dev.millrace.executor.protocol.CompleteRequest;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What the worker does when servers, networks and disks fail, and when a step is cancelled. */
@Tag("slow")
class WorkerFaultsTest extends RunningStepTest {
  @Test
  void anOutageOfTheServerCostsARunningStepNothing() throws Exception {
    rig.start();
    var attempt = untilGo("long");
    awaitLog(attempt, "beat");
    rig.server.goAway();
    go();
    TestKernels.awaitNone(WorkerRig.marker(attempt), SOON); // it ended while nobody listened
    rig.server.comeBack();
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
    assertThat(state.log(attempt)).startsWith("begun\n").endsWith("done\n");
    assertThat(attempt.events.stream().map(AttemptEvent::seq))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, attempt.events.size()).mapToObj(i -> (long) i).toList());
    assertThat(state.lost).isEmpty();
  }

  @Test
  void aFullDiskEndsTheAttemptAsThePlatformsFaultAndNothingIsClaimedUntilThereIsRoom()
      throws Exception {
    rig.onDiskOf(24);
    rig.startApart();
    // The project's copy lies in DATA/attempts/ID/project.
    String fill = "head -c 30000000 /dev/zero > ../../../filler || true; ";
    String talk = "for i in $(seq 500000); do echo \"line $i of many that cannot be kept\"; done";
    var shell = state.submit(snapshot, "s", shell(fill + talk), "{}");
    CompleteRequest completion = state.awaitCompletion(shell);
    assertThat(completion.state()).isEqualTo(CompleteRequest.State.FAILED);
    assertThat(completion.cause()).isEqualTo(CompleteRequest.Cause.PLATFORM);
    assertThat(completion.message())
        .startsWith("DISK_FULL")
        .contains(temp.resolve("data").toString(), "make room")
        .doesNotContain("signal");

    state.await("the worker to say why it takes nothing", () -> state.trouble != null);
    assertThat(state.draining).isTrue();
    assertThat(state.trouble).contains(temp.resolve("data").toString(), "is full");
    var waiting = state.submit(snapshot, "w", shell("echo at last"), "{}");
    long heard = state.heartbeats;
    state.await("two more heartbeats", () -> state.heartbeats > heard + 1);
    assertThat(waiting.state).isEqualTo("ready");

    Files.delete(rig.inDataOfApart("filler"));
    assertThat(state.awaitCompletion(waiting).state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
    assertThat(state.trouble).isNull();

    // What the step itself wrote goes with it: there is room again at once.
    String notebook =
        WorkerRig.notebook(
            "%%bash\nhead -c 30000000 /dev/zero > filler || true",
            "for i in range(3000): print('x' * 10_000, flush=True)");
    String files = state.snapshot(Map.of("a.ipynb", notebook));
    var talks = state.submit(files, "n", "{'notebook':'a.ipynb'}", "{}");
    completion = state.awaitCompletion(talks);
    assertThat(completion.cause()).isEqualTo(CompleteRequest.Cause.PLATFORM);
    assertThat(completion.message()).startsWith("DISK_FULL");
    var writes = "import os; open('filler', 'wb').write(bytes(30_000_000))";
    var script =
        state.submit(state.snapshot(Map.of("go.py", writes)), "go", "{'script':'go.py'}", "{}");
    completion = state.awaitCompletion(script);
    assertThat(completion.cause()).isEqualTo(CompleteRequest.Cause.PLATFORM);
    assertThat(completion.message()).startsWith("DISK_FULL").contains("Errno 28");
    var last = state.submit(snapshot, "l", shell("echo fine"), "{}");
    assertThat(state.awaitCompletion(last).state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
    assertThat(state.lost).isEmpty();
  }

  @Test
  void aCompletionWhoseAnswerWasLostIsRepeatedAndWorkGoesOn() throws Exception {
    rig.start();
    rig.server.loseNextAnswer("complete");
    var first = state.submit(snapshot, "first", "{'shell':'echo 1'}", "{}");
    state.awaitCompletion(first);
    var second = state.submit(snapshot, "second", "{'shell':'echo 2'}", "{}");
    assertThat(state.awaitCompletion(second).state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
  }

  @Test
  void aGrantThatNeverArrivedIsKnownToBeLost() throws Exception {
    var attempt = state.submit(snapshot, "unlucky", "{'shell':'echo 1'}", "{}");
    rig.server.loseNextAnswer("claims");
    rig.start();
    state.await("the server misses it", () -> state.lost.contains("unlucky: unlisted"));
    assertThat(attempt.events).isEmpty();
  }

  @Test
  void lostEventsAreAskedForAndSentAgain() throws Exception {
    rig.start();
    var attempt = untilGo("forgetful");
    awaitLog(attempt, "beat");
    state.forgetEvents(attempt);
    go();
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(attempt.events).hasSize((int) completion.lastEvent());
    assertThat(state.log(attempt)).startsWith("begun\n");
  }

  @Test
  void anAttemptThatIsNoLongerOursIsKilledAndNotReported() throws Exception {
    rig.start();
    var attempt = untilGo("stale");
    awaitLog(attempt, "beat");
    state.makeStale(attempt);
    TestKernels.awaitNone(WorkerRig.marker(attempt), SOON);
    assertThat(attempt.completion).isNull();
    go();
    var next = state.submit(snapshot, "next", "{'shell':'echo 2'}", "{}");
    assertThat(state.awaitCompletion(next).state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
  }

  @Test
  void aCancelledProcessThatIgnoresSignalsIsGoneWithinTwelveSecondsAndItsOutputKept()
      throws Exception {
    rig.start();
    var attempt =
        state.submit(
            snapshot,
            "stubborn",
            "{'shell':'trap : INT TERM; echo begun; setsid sleep 300 & while true; do sleep 1 || true; done'}",
            "{}");
    awaitLog(attempt, "begun");
    long begun = System.nanoTime();
    state.cancel(attempt);
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(12));
    assertThat(completion.state()).isEqualTo(CompleteRequest.State.CANCELLED);
    assertThat(completion.message()).contains("anna");
    assertThat(TestKernels.processes(WorkerRig.marker(attempt))).isEmpty();
    assertThat(state.log(attempt)).contains("begun");
  }

  @Test
  void aCancelledNotebookKeepsItsOutputs() throws Exception {
    rig.start();
    String notebooks =
        state.snapshot(
            Map.of(
                "n.ipynb", WorkerRig.notebook("print('so far')", "import time; time.sleep(300)")));
    var attempt = state.submit(notebooks, "book", "{'notebook':'n.ipynb'}", "{}");
    state.await(
        "the second cell runs",
        () -> state.kinds(attempt).stream().filter("cell_started"::equals).count() == 2);
    state.cancel(attempt);
    CompleteRequest completion = state.awaitCompletion(attempt);
    assertThat(completion.state()).isEqualTo(CompleteRequest.State.CANCELLED);
    assertThat(state.text(String.valueOf(completion.notebook()))).contains("so far");
  }

  @Test
  void withoutContactForTooLongTheWorkerKillsItsStepsAndGoesOnAfterwards() throws Exception {
    state.selfFenceSeconds = 3;
    rig.start();
    var attempt = untilGo("fenced");
    awaitLog(attempt, "beat");
    rig.server.goAway();
    TestKernels.awaitNone(WorkerRig.marker(attempt), SOON);
    rig.server.comeBack();
    state.await("the server misses it", () -> state.lost.contains("fenced: unlisted"));
    var next = state.submit(snapshot, "next", "{'shell':'echo 2'}", "{}");
    assertThat(state.awaitCompletion(next).state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
    assertThat(attempt.completion).isNull();
  }

  @Test
  void whenItsSessionIsGoneTheWorkerDropsEverythingAndOpensAnother() throws Exception {
    rig.start();
    var attempt = silentUntilGo("orphan");
    awaitLog(attempt, "begun");
    state.endSessions();
    state.await("it registers again", () -> state.sessions.size() == 2);
    assertThat(TestKernels.processes(WorkerRig.marker(attempt))).isEmpty();
    assertThat(state.lost).containsExactly("orphan: new session");
    var next = state.submit(snapshot, "next", "{'shell':'echo 2'}", "{}");
    assertThat(state.awaitCompletion(next).state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
  }

  @ParameterizedTest
  @CsvSource({
    "401, <html>Sign in</html>",
    "403, <html>Forbidden</html>",
    "404, <html>Not Found</html>",
    "404, {\"code\":\"NO_ROUTE\"}",
    "410, {\"error\":\"gone\"}",
    "400, Bad Request",
    "409, {\"code\":\"a proxy's own\"}"
  })
  void whatAProxySaysInsteadOfTheServerEndsNothing(int status, String text) throws Exception {
    Worker worker = rig.start();
    var attempt = untilGo("patient");
    awaitLog(attempt, "beat");
    var page = new ProtocolServer.Page(status, text);
    rig.server.interpose(page);
    go();
    rig.server.awaitIntercepted("heartbeat", "claims", "events");
    // A completion goes after the last event: it meets the proxy only when events get through.
    rig.server.interpose(page, "events");
    rig.server.awaitIntercepted("reports");
    assertThat(worker.stopped()).isNotDone();
    rig.server.interpose(null);
    assertThat(state.awaitCompletion(attempt).state()).isEqualTo(CompleteRequest.State.SUCCEEDED);
    assertThat(state.sessions).hasSize(1);
    assertThat(state.lost).isEmpty();
  }

  @Test
  void aWorkerThatAProxyTurnsAwayAtItsStartWaits() throws Exception {
    rig.server.interpose(new ProtocolServer.Page(403, "<html>Forbidden</html>"));
    Worker worker = rig.start();
    assertThatThrownBy(() -> worker.stopped().get(1, TimeUnit.SECONDS))
        .isInstanceOf(TimeoutException.class);
    rig.server.interpose(null);
    state.await("it registers", () -> state.sessions.size() == 1);
  }

  private static String shell(String line) {
    return JsonMapper.shared().writeValueAsString(Map.of("shell", line));
  }
}
