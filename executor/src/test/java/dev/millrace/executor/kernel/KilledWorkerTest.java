package dev.millrace.executor.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledWorkerTest {
  @TempDir Path folder;

  @Test
  @Tag("slow")
  void aKilledWorkerLeavesNoProcessBehind() throws Exception {
    ProcessMarker marker = TestKernels.newMarker();
    Process worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ParentMain.class.getName(),
                marker.value(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    try (var said = new BufferedReader(new InputStreamReader(worker.getInputStream(), UTF_8))) {
      assertThat(said.lines().takeWhile(line -> !line.equals("ready")).count())
          .as("lines before it was ready")
          .isNotNegative();
      // The kernel and the grandchild that left its group.
      assertThat(TestKernels.processes(marker)).hasSizeGreaterThanOrEqualTo(2);
      worker.destroyForcibly().waitFor();
      TestKernels.awaitNone(marker, Duration.ofSeconds(20));
    } finally {
      worker.destroyForcibly();
    }
  }
}
