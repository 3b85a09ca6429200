package dev.millrace.executor.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.executor.kernel.ProcessGuard;
import dev.millrace.executor.kernel.ProcessMarker;
import dev.millrace.executor.kernel.TestKernels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the end of a command is reported, none of its processes is left. */
@Tag("slow")
class CommandRunnerTest {
  // Children that left the group, as package tools have them.
  private static final List<String> BUSY =
      List.of("sh", "-c", "for i in 1 2 3 4 5; do setsid sleep 300 & done; echo begun; wait");

  @TempDir Path temp;
  private final CommandRunner runner = new CommandRunner(new ProcessGuard());
  private final ProcessMarker marker = TestKernels.newMarker();

  @Test
  void anInterruptedCommandIsGoneWhenTheInterruptIsReported() throws Exception {
    var begun = new CountDownLatch(1);
    var gone = new CountDownLatch(1);
    Thread running =
        Thread.ofVirtual()
            .start(
                () -> {
                  assertThatThrownBy(() -> run(begun, Duration.ofMinutes(5)))
                      .isInstanceOf(InterruptedException.class);
                  if (TestKernels.processes(marker).isEmpty()) {
                    gone.countDown();
                  }
                });
    begun.await();
    running.interrupt();
    running.join();
    assertThat(gone.getCount()).as("nothing is left").isZero();
  }

  @Test
  void aCommandThatTakesTooLongIsGoneWhenItsTimeoutIsReported() {
    assertThatThrownBy(() -> run(new CountDownLatch(1), Duration.ofMillis(700)))
        .isInstanceOf(TimeoutException.class);
    assertThat(TestKernels.processes(marker)).isEmpty();
  }

  private CommandRunner.Result run(CountDownLatch begun, Duration limit) throws Exception {
    return runner.run(BUSY, temp, marker, text -> begun.countDown(), limit);
  }
}
