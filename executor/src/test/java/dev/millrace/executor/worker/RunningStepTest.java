package dev.millrace.executor.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A worker of each test's own, and steps that run until the test lets them go. */
abstract class RunningStepTest {
  static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path temp;
  WorkerRig rig;
  ServerState state;
  String snapshot;

  @BeforeEach
  final void open() throws IOException {
    rig = new WorkerRig(temp.resolve("data"));
    state = rig.state;
    snapshot = state.snapshot(Map.of());
  }

  @AfterEach
  final void close() {
    rig.close();
    assertThat(state.unlistedTooEarly).isEmpty();
  }

  ServerState.Attempt untilGo(String step) {
    // prints a line a tenth of a second until the file named go exists in the shared folder
    String definition =
        "{'shell':'echo begun; until [ -e %s/go ]; do echo beat; sleep 0.1; done; echo done'}"
            .formatted(temp);
    return state.submit(snapshot, step, definition, "{}");
  }

  /** As {@link #untilGo}, and has no events to send, whose refusal would end it too. */
  ServerState.Attempt silentUntilGo(String step) {
    String definition =
        "{'shell':'echo begun; until [ -e %s/go ]; do sleep 0.1; done'}".formatted(temp);
    return state.submit(snapshot, step, definition, "{}");
  }

  void go() throws IOException {
    Files.createFile(temp.resolve("go"));
  }

  void awaitLog(ServerState.Attempt attempt, String text) throws InterruptedException {
    state.await(attempt.grant.step() + " prints", () -> state.log(attempt).contains(text));
  }
}
