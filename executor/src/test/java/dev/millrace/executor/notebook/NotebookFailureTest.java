package dev.millrace.executor.notebook;

import static dev.millrace.executor.notebook.Notebooks.code;
import static dev.millrace.executor.notebook.Notebooks.markdown;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Notebooks that fail by their own code, and by their kernel. */
@Tag("slow")
class NotebookFailureTest extends NotebookExecution {
  @Test
  void aCellErrorEndsTheNotebookAndIsMarked() throws Exception {
    run(code("1"), code("raise ValueError('a <b> & c')"), code("2"));
    assertFailed("CELL_ERROR", 1);
    assertThat(result.end().message()).isEqualTo("cell 2 raised ValueError: a <b> & c");
    // Two markers: at the top and before the failing cell.
    assertThat(states()).containsExactly("", "succeeded", "", "failed", "not_run");
    assertThat(cell(0).path("source").path(0).asString())
        .matches("^<span .*<a href=\"#papermill-error-cell\".*In \\[2\\].*</span>$")
        .doesNotContain("<b>");
    assertThat(cell(2).path("source").path(0).asString())
        .matches("<span id=\"papermill-error-cell\" .*</span>");
    assertThat(cell(3).path("outputs").path(0).path("ename").asString()).isEqualTo("ValueError");
    assertThat(cell(3).path("metadata").path("papermill").path("exception").asBoolean()).isTrue();
    assertThat(cell(4).path("metadata").path("papermill").path("status").asString())
        .isEqualTo("pending");
    assertThat(saved.path("metadata").path("papermill").path("exception").asBoolean()).isTrue();
  }

  @Test
  void aMessageCountsTheCellsWithCodeFromOne() throws Exception {
    run(markdown("# title"), code("1"), code("raise ValueError('no')"));
    assertFailed("CELL_ERROR", 2);
    assertThat(result.end().message()).isEqualTo("cell 2 raised ValueError: no");
    assertThat(result.document().cellNumber(2)).isEqualTo(2);
  }

  @Test
  void exitWithAnErrorFailsTheNotebook() throws Exception {
    run(code("import sys; sys.exit(3)"), code("print('never')"));
    assertFailed("CELL_EXIT", 0);
    assertThat(states()).containsExactly("", "", "failed", "not_run");
  }

  @Test
  void askingForInputFailsAtOnce() throws Exception {
    run(code("input('name? ')"));
    assertFailed("STDIN_NOT_ALLOWED", 0);
  }

  @Test
  void aKernelDeathIsToldAsSuch() throws Exception {
    // ipykernel sends from threads of its own, which os._exit does not wait for.
    start(
            code(
                "import os, time\nprint('before', flush=True)\n"
                    + "while not os.path.exists('heard'): time.sleep(0.02)\nos._exit(9)"),
            code("2"))
        .when("before", () -> Files.createFile(folder.resolve("heard")));
    assertFailed("KERNEL_DIED", 0);
    assertThat(result.end().message()).isEqualTo("the kernel exited with code 9 while cell 1 ran");
    assertThat(states()).containsExactly("", "", "kernel_died", "not_run");
    assertThat(Notebooks.text(cell(2))).isEqualTo("before\n");
    assertThat(cell(2).path("metadata").path("papermill").path("status").asString())
        .isEqualTo("failed");
  }

  @Test
  void aKernelThatDoesNotStartIsThePlatformsFault() throws Exception {
    plan = broken(List.of("sh", "-c", "echo no luck >&2; exit 4"), Duration.ofSeconds(20));
    run(code("1"), code("2"));
    assertThat(result.end().state()).isEqualTo(NotebookState.FAILED);
    assertThat(result.end().code()).isEqualTo("KERNEL_START");
    assertThat(result.end().cause()).isEqualTo(FailureCause.PLATFORM);
    assertThat(result.end().message()).contains("exited with code 4").contains("no luck");
    assertThat(result.kernelAnswered()).isFalse();
    assertThat(states()).containsExactly("", "", "not_run", "not_run");
  }
}
