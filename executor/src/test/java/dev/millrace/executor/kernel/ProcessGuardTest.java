package dev.millrace.executor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ProcessGuardTest {
  private final ProcessGuard guard = new ProcessGuard();
  private final ProcessMarker marker = TestKernels.newMarker();
  private final Printed printed = new Printed();
  @TempDir Path folder;

  @AfterEach
  void nothingIsLeft() {
    TestKernels.awaitNone(marker, Duration.ofSeconds(5));
  }

  @Test
  void anExitCodeAndASignalWithTheSameNumberAreToldApart() throws Exception {
    assertThat(endOf("exit 137")).isEqualTo(new ProcessEnd.Exited(137));
    assertThat(endOf("kill -9 $$")).isEqualTo(new ProcessEnd.Signalled(9));
    assertThat(endOf("kill -11 $$")).isEqualTo(new ProcessEnd.Signalled(11));
    assertThat(endOf("kill -15 $$")).isEqualTo(new ProcessEnd.Signalled(15));
    assertThat(endOf("kill -2 $$")).isEqualTo(new ProcessEnd.Signalled(2));
    assertThat(endOf("exit 143")).isEqualTo(new ProcessEnd.Exited(143));
    assertThat(endOf("exit 3")).isEqualTo(new ProcessEnd.Exited(3));
    assertThat(endOf("true")).isEqualTo(new ProcessEnd.Exited(0));
  }

  @Test
  void bothStreamsArriveWholeAndApart() throws Exception {
    endOf(
        "printf 'gr\\303\\274n\\360\\237\\230\\200'; echo bad >&2; i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done");
    assertThat(printed.of(ProcessOutput.Stream.STDOUT))
        .startsWith("gr\u00fcn\ud83d\ude00")
        .endsWith("line 2999\n");
    assertThat(printed.of(ProcessOutput.Stream.STDERR)).isEqualTo("bad\n");
  }

  @Test
  void theProcessSeesItsEnvironmentAndNothingElse() throws Exception {
    OwnedProcess process =
        guard.start(
            new ProcessPlan(
                List.of("env"),
                Map.of("PATH", "/usr/bin:/bin", "GREETING", "two words"),
                folder,
                marker),
            printed);
    end(process);
    assertThat(printed.of(ProcessOutput.Stream.STDOUT).lines())
        .contains("GREETING=two words", "PATH=/usr/bin:/bin", marker.entry())
        .noneMatch(line -> line.startsWith("HOME="));
  }

  @Test
  void anInterruptReachesTheWholeGroup() throws Exception {
    OwnedProcess process =
        shell("trap 'echo interrupted; exit 5' INT; echo ready; sleep 60 & wait");
    printed.await("ready");
    process.interrupt();
    assertThat(end(process)).isEqualTo(new ProcessEnd.Exited(5));
    assertThat(printed.of(ProcessOutput.Stream.STDOUT)).contains("interrupted");
  }

  @Test
  void whatADeadProcessLeftBehindIsKilled() throws Exception {
    OwnedProcess process =
        shell("setsid sh -c 'setsid sleep 600 >/dev/null 2>&1 & exit' & sleep 0.2; exit 0");
    assertThat(end(process)).isEqualTo(new ProcessEnd.Exited(0));
    assertThat(TestKernels.processes(marker)).isEmpty();
  }

  @Test
  void aProcessThatIgnoresEverythingIsStoppedByForce() throws Exception {
    OwnedProcess process =
        shell(
            "trap '' INT TERM; setsid sh -c \"trap '' INT TERM; sleep 600\" & echo ready; while :; do sleep 1; done");
    printed.await("ready");
    long before = System.nanoTime();
    assertThat(process.stop(Duration.ofSeconds(1))).isEqualTo(new ProcessEnd.Signalled(9));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
    assertThat(TestKernels.processes(marker)).isEmpty();
  }

  @Test
  void anEndIsSeenAtOnce() throws Exception {
    OwnedProcess process = shell("echo ready; sleep 600");
    printed.await("ready");
    long before = System.nanoTime();
    process.kill();
    end(process);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void whoWaitsForAMarkerFindsNothingOfItAndWhatTakesTooLongIsKilled() throws Exception {
    assertThat(guard.awaitNone(marker, Duration.ZERO)).as("nothing was started").isTrue();
    OwnedProcess brief = shell("echo ready; sleep 0.3; exit 4");
    printed.await("ready");
    assertThat(guard.awaitNone(marker, Duration.ofSeconds(20))).isTrue();
    assertThat(end(brief)).as("it had its time").isEqualTo(new ProcessEnd.Exited(4));

    OwnedProcess endless = shell("for i in 1 2 3; do setsid sleep 600 & done; echo begun; wait");
    printed.await("begun");
    Thread.currentThread().interrupt();
    assertThat(guard.awaitNone(marker, Duration.ofMillis(100))).isTrue();
    assertThat(Thread.interrupted()).as("an interrupt is kept").isTrue();
    assertThat(TestKernels.processes(marker)).isEmpty();
    assertThat(endless.isAlive()).isFalse();
  }

  @Test
  void theProcessDiesWithItsGuard() throws Exception {
    OwnedProcess process = shell("echo ready; sleep 600");
    printed.await("ready");
    ProcessHandle.of(process.guardPid()).orElseThrow().destroyForcibly();
    assertThat(end(process)).isEqualTo(new ProcessEnd.Unknown());
    TestKernels.awaitNone(marker, Duration.ofSeconds(5));
  }

  @Test
  void aMissingProgramIsSaidBeforeAnythingStarts() {
    assertThatThrownBy(() -> start(List.of("no-such-program")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'no-such-program' is not on the PATH");
  }

  private ProcessEnd endOf(String script) throws Exception {
    return end(shell(script));
  }

  private static ProcessEnd end(OwnedProcess process) throws Exception {
    return process.end().get(60, TimeUnit.SECONDS);
  }

  private OwnedProcess shell(String script) throws IOException {
    return start(List.of("sh", "-c", script));
  }

  private OwnedProcess start(List<String> command) throws IOException {
    Map<String, String> environment = new HashMap<>(AllowedEnvironment.current());
    return guard.start(new ProcessPlan(command, environment, folder, marker), printed);
  }
}
