package dev.millrace.executor.notebook;

import static dev.millrace.executor.notebook.Notebooks.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.kernel.KernelPlan;
import dev.millrace.executor.kernel.TestKernels;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the end of a notebook waits for the exit of its kernel, and when it does not. */
@Tag("slow")
class NotebookRetirementTest extends NotebookExecution {
  /**
   * The kernel takes its time for its exit, as it does under load. The file says that it has begun,
   * which is after the question what the notebook leaves, however slow the machine is.
   */
  private static final String SLOW_EXIT =
      """
      import asyncio
      kernel = get_ipython().kernel
      async def slow(restart):
          open('exiting', 'w').close()
          await asyncio.sleep(1.5)
          return {'status': 'ok', 'restart': restart}
      kernel.do_shutdown = slow
      """;

  @Test
  void aNotebookThatLeavesNothingDoesNotWait() throws Exception {
    run(
        code(SLOW_EXIT),
        code(
            """
            import subprocess, tempfile
            print(subprocess.run(['echo', 'a child that ended'], capture_output=True, text=True).stdout)
            with open('closed.txt', 'w') as f: f.write('x')
            scratch = tempfile.TemporaryFile()
            """),
        code("value = 1", "outputs"));
    assertThat(result.end().state()).isEqualTo(NotebookState.SUCCEEDED);
    assertThat(result.outputs()).hasSize(1);
    assertThat(TestKernels.processes(plan.marker())).as("the kernel ends behind").isNotEmpty();
    TestKernels.awaitNone(plan.marker(), Duration.ofSeconds(5));
  }

  @Test
  void aNotebookThatFailsDoesNotWaitEither() throws Exception {
    run(code(SLOW_EXIT + "1/0"));
    assertThat(result.end().code()).isEqualTo("CELL_ERROR");
    assertThat(TestKernels.processes(plan.marker())).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import atexit; atexit.register(lambda: open('left.txt', 'w').write('x'))",
        "f = open('left.txt', 'w'); f.write('x')",
        "import weakref\nclass C: pass\nc = C(); weakref.finalize(c, lambda: open('left.txt', 'w').write('x'))",
        "import os, threading, time\nthreading.Thread(target=lambda: ([time.sleep(0.02) for _ in iter(lambda: os.path.exists('exiting'), True)], open('left.txt', 'w').write('x'))).start()",
        "import subprocess; subprocess.Popen(['sh', '-c', 'until [ -e exiting ]; do sleep 0.02; done; printf x >left.txt'])",
      })
  void whatANotebookLeavesIsWaitedFor(String leaving) throws Exception {
    run(code(SLOW_EXIT), code(leaving + "\nNone"));
    assertThat(result.end().state()).isEqualTo(NotebookState.SUCCEEDED);
    assertThat(TestKernels.processes(plan.marker())).isEmpty();
    assertThat(Files.readString(folder.resolve("left.txt"))).isEqualTo("x");
  }

  @Test
  void aChildThatStaysEndsTwoAndAHalfSecondsLaterAtMost() throws Exception {
    // The cell ends when the child is ready: before its trap, it ends at the first signal.
    run(
        code(
            """
            import os, subprocess, time
            child = subprocess.Popen(['sh', '-c', "trap '' TERM INT HUP; : >ready; sleep 60"])
            while not os.path.exists('ready'): time.sleep(0.01)
            """));
    assertThat(result.end().state()).isEqualTo(NotebookState.SUCCEEDED);
    assertThat(TestKernels.processes(plan.marker())).isEmpty();
    // There is no least time: ipykernel has its main loop stop 0.1 s after the request, beside its
    // wait for children, and exits then if anything wakes the loop.
    assertThat(timeOfTheEnd()).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aNotebookInAnotherLanguageWaitsTwoAndAHalfSecondsAtMost() throws Exception {
    plan =
        new KernelPlan(
            TestKernels.bash(),
            folder,
            Map.of(),
            TestKernels.newMarker(),
            KernelPlan.DEFAULT_START_TIMEOUT);
    run(code("echo hello from $((40 + 2))"));
    assertThat(result.end().state()).isEqualTo(NotebookState.SUCCEEDED);
    assertThat(Notebooks.text(cell(0))).isEqualTo("hello from 42\n");
    assertThat(TestKernels.processes(plan.marker())).isEmpty();
    assertThat(timeOfTheEnd()).isLessThan(Duration.ofSeconds(5));
  }

  /** From the end of the last cell to that of the notebook. */
  private Duration timeOfTheEnd() {
    NotebookEvent cell =
        events.stream()
            .filter(event -> event instanceof NotebookEvent.CellFinished)
            .reduce((before, event) -> event)
            .orElseThrow();
    return Duration.between(cell.at(), events.getLast().at());
  }
}
