package dev.millrace.executor.worker;

import static java.util.Objects.requireNonNull;

import dev.millrace.executor.protocol.CompleteRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A started worker of each test's own, on real processes and kernels. */
abstract class StartedWorkerTest {
  @TempDir Path temp;
  WorkerRig rig;
  ServerState state;

  @BeforeEach
  final void start() throws Exception {
    rig = new WorkerRig(temp.resolve("data"));
    state = rig.state;
    rig.start();
  }

  @AfterEach
  final void stop() {
    rig.close();
  }

  static JsonNode output(CompleteRequest completion, String name) {
    return requireNonNull(completion.outputs().get(name), name);
  }

  static String notebook(CompleteRequest completion) {
    return requireNonNull(completion.notebook(), "the output notebook");
  }
}
