package dev.millrace.executor.notebook;

import static dev.millrace.executor.notebook.Notebooks.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.kernel.TestKernels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Notebooks that something else ends: time, people, the loss of the worker. */
@Tag("slow")
class NotebookStopTest extends NotebookExecution {
  @Test
  void aCellThatTakesTooLongIsInterruptedAndTimedOut() throws Exception {
    cellTimeout = Duration.ofSeconds(1);
    run(code("import time\nprint('working', flush=True)\nwhile True: time.sleep(0.05)"), code("2"));
    assertThat(result.end().state()).isEqualTo(NotebookState.TIMED_OUT);
    assertThat(result.end().code()).isEqualTo("CELL_TIMEOUT");
    assertThat(result.end().cause()).isEqualTo(FailureCause.TIMEOUT);
    assertThat(states()).containsExactly("", "", "timed_out", "not_run");
    assertThat(Notebooks.text(cell(2))).isEqualTo("working\n");
    assertThat(cell(2).path("outputs").path(1).path("ename").asString())
        .isEqualTo("KeyboardInterrupt");
  }

  @Test
  void theWholeNotebookHasADeadline() throws Exception {
    timeout = Duration.ofSeconds(2);
    run(code("import time; time.sleep(0.1)"), code("time.sleep(100)"));
    assertThat(result.end().code()).isEqualTo("STEP_TIMEOUT");
    assertThat(states()).containsExactly("", "succeeded", "", "timed_out");
  }

  @Test
  void aCancelledNotebookKeepsItsOutputs() throws Exception {
    start(code("print('begun', flush=True)\nimport time\ntime.sleep(100)"), code("2"))
        .when("begun", () -> cancel.cancel("cancelled by anna"));
    assertThat(result.end()).isEqualTo(NotebookEnd.cancelled("cancelled by anna", 0));
    assertThat(states()).containsExactly("", "", "cancelled", "not_run");
    assertThat(Notebooks.text(cell(2))).isEqualTo("begun\n");
  }

  @Test
  void cancellingWhileTheKernelStartsEndsAtOnce() throws Exception {
    plan = broken(List.of("sleep", "100"), Duration.ofSeconds(60));
    Thread.startVirtualThread(
        () -> {
          TestKernels.await(
              "start",
              Duration.ofSeconds(60),
              () -> !TestKernels.processes(plan.marker()).isEmpty());
          cancel.cancel("enough");
        });
    run(code("1"));
    assertThat(result.end().state()).isEqualTo(NotebookState.CANCELLED);
    TestKernels.awaitNone(plan.marker(), Duration.ofSeconds(5));
  }

  @Test
  void theServerFinishesTheNotebookOfALostWorkerFromItsEvents() throws Exception {
    run(code("print('one')"), code("print('two')\nprint('more')"), code("3"));
    int upToSecondOutput =
        1
            + events.indexOf(
                events.stream()
                    .filter(
                        event -> event instanceof NotebookEvent.StreamPrinted p && p.cell() == 1)
                    .findFirst()
                    .orElseThrow());
    NotebookDocument lost = refolded(upToSecondOutput);
    lost.finish(NotebookEnd.lost("worker w-1 vanished"), Instant.now());
    Notebooks.assertValid(lost);
    JsonNode json = Notebooks.json(lost);
    assertThat(states(json)).containsExactly("", "succeeded", "", "kernel_died", "not_run");
    assertThat(json.path("metadata").path("millrace").path("state").asString()).isEqualTo("lost");
    assertThat(json.path("metadata").path("papermill").path("exception").asBoolean()).isTrue();
    assertThat(Notebooks.text(json.path("cells").path(3))).startsWith("two\n");
  }
}
