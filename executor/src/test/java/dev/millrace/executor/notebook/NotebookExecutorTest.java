package dev.millrace.executor.notebook;

import static dev.millrace.executor.notebook.Notebooks.code;
import static dev.millrace.executor.notebook.Notebooks.markdown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.kernel.KernelLauncher;
import dev.millrace.executor.kernel.KernelPlan;
import dev.millrace.executor.kernel.KernelSpec;
import dev.millrace.executor.kernel.ProcessGuard;
import dev.millrace.executor.kernel.TestKernels;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class NotebookExecutorTest {
  private static KernelLauncher launcher;
  private static NotebookExecutor executor;

  private final List<NotebookEvent> events = new CopyOnWriteArrayList<>();
  private final CancelSignal cancel = new CancelSignal();
  private final ObjectNode parameters = JsonNodeFactory.instance.objectNode();
  private KernelPlan plan;
  private @Nullable Duration timeout;
  private @Nullable Duration cellTimeout;
  private boolean allowErrors;
  private OutputLimits limits = OutputLimits.DEFAULT;
  private byte[] input = {};
  private JsonNode saved = JsonNodeFactory.instance.missingNode();

  @SuppressWarnings("NullAway.Init") // every test runs a notebook
  private NotebookResult result;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    launcher = new KernelLauncher(new ProcessGuard());
    executor = new NotebookExecutor(launcher, Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    launcher.close();
  }

  @BeforeEach
  void makePlan() {
    plan = TestKernels.plan(folder);
    timeout = Duration.ofMinutes(2);
  }

  @AfterEach
  void theDocumentIsValidAndAFoldOfItsEventsAndNothingIsLeft() throws Exception {
    assertThat(TestKernels.processes(plan.marker())).isEmpty();
    Notebooks.assertValid(result.document());
    assertThat(refolded(events.size()).toBytes()).isEqualTo(result.document().toBytes());
    assertThat(events.getLast()).isInstanceOf(NotebookEvent.NotebookFinished.class);
    assertThat(result.end().state().isEnd()).isTrue();
  }

  @Test
  void aNotebookSucceedsWithItsParametersAndOutputs() throws Exception {
    parameters.put("factors", 16).put("name", "gr\u00fcn");
    run(
        markdown("# Title"),
        code("factors = 8\nname = 'x'", "parameters"),
        code("print(factors, name)\nfactors * 2"),
        code("   "),
        code("raise Exception('never')", "skip-execution"));
    assertThat(result.end()).isEqualTo(NotebookEnd.succeeded(""));
    assertThat(states())
        .containsExactly("skipped", "succeeded", "succeeded", "succeeded", "skipped", "skipped");
    JsonNode injected = cell(2);
    assertThat(injected.path("metadata").path("tags").path(0).asString())
        .isEqualTo("injected-parameters");
    assertThat(injected.path("source").path(2).asString()).isEqualTo("name = \"gr\\xfcn\"\n");
    assertThat(Notebooks.text(cell(3))).isEqualTo("16 gr\u00fcn\n");
    assertThat(cell(3).path("outputs").path(1).path("data").path("text/plain").path(0).asString())
        .isEqualTo("32");
    assertThat(cell(3).path("execution_count").asInt()).isEqualTo(3);
    assertThat(cell(3).path("metadata").path("papermill").path("status").asString())
        .isEqualTo("completed");
    assertThat(cell(3).path("metadata").path("execution").path("shell.execute_reply").asString())
        .isNotEmpty();
    assertThat(saved.path("metadata").path("papermill").path("parameters").path("factors").asInt())
        .isEqualTo(16);
    assertThat(saved.path("metadata").path("papermill").path("exception").isNull()).isTrue();
    assertThat(saved.path("metadata").path("language_info").path("name").asString())
        .isEqualTo("python");
    assertThat(saved.path("metadata").path("millrace").path("state").asString())
        .isEqualTo("succeeded");
  }

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
    run(Notebooks.markdown("# title"), code("1"), code("raise ValueError('no')"));
    assertFailed("CELL_ERROR", 2);
    assertThat(result.end().message()).isEqualTo("cell 2 raised ValueError: no");
    assertThat(result.document().cellNumber(2)).isEqualTo(2);
  }

  @Test
  void anAllowedErrorLetsLaterCellsRun() throws Exception {
    run(code("1/0", "raises-exception"), code("print('on')"));
    assertThat(result.end().state()).isEqualTo(NotebookState.SUCCEEDED);
    assertThat(cell(0).path("outputs").path(0).path("ename").asString())
        .isEqualTo("ZeroDivisionError");
    assertThat(Notebooks.text(cell(1))).isEqualTo("on\n");
  }

  @Test
  void withAllowErrorsEveryErrorIsAllowed() throws Exception {
    allowErrors = true;
    run(code("1/0"), code("print('on')"));
    assertThat(result.end().state()).isEqualTo(NotebookState.SUCCEEDED);
    assertThat(states()).containsExactly("succeeded", "succeeded");
  }

  @Test
  void exitWithoutAnErrorEndsTheNotebookWell() throws Exception {
    run(code("import sys; sys.exit(0)"), code("print('never')"));
    assertThat(result.end().state()).isEqualTo(NotebookState.SUCCEEDED);
    assertThat(result.end().message())
        .isEqualTo("cell 1 called sys.exit(0); later cells did not run");
    assertThat(states()).containsExactly("succeeded", "not_run");
    assertThat(cell(0).path("outputs").valueStream())
        .noneMatch(output -> output.path("output_type").asString().equals("error"));
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
    // ipykernel sends from a thread of its own, which os._exit does not wait for.
    run(
        code("print('before', flush=True)\nimport os, time; time.sleep(1); os._exit(9)"),
        code("2"));
    assertFailed("KERNEL_DIED", 0);
    assertThat(result.end().message()).isEqualTo("the kernel exited with code 9 while cell 1 ran");
    assertThat(states()).containsExactly("", "", "kernel_died", "not_run");
    assertThat(Notebooks.text(cell(2))).isEqualTo("before\n");
    assertThat(cell(2).path("metadata").path("papermill").path("status").asString())
        .isEqualTo("failed");
  }

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
              Duration.ofSeconds(10),
              () -> !TestKernels.processes(plan.marker()).isEmpty());
          cancel.cancel("enough");
        });
    run(code("1"));
    assertThat(result.end().state()).isEqualTo(NotebookState.CANCELLED);
    TestKernels.awaitNone(plan.marker(), Duration.ofSeconds(5));
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

  @Test
  void valuesArePublishedAsScrapbookDoesAndFromTheOutputsCell() throws Exception {
    run(
        code(
            """
            from IPython.display import display
            display({'application/scrapbook.scrap.json+json':
                     {'name': 'rmse', 'data': 0.93, 'encoder': 'json', 'version': 1}}, raw=True)
            """),
        code(
            "model = {'factors': [1, 2]}\ntotal: int = 3\nlabel = 'a=b'; hidden = f'x={total}'",
            "outputs"),
        code("total = total + 1"));
    assertThat(result.end().state()).isEqualTo(NotebookState.SUCCEEDED);
    assertThat(JsonNodeFactory.instance.objectNode().setAll(result.outputs()))
        .hasToString(
            "{\"rmse\":0.93,\"model\":{\"factors\":[1,2]},\"total\":4,\"label\":\"a=b\",\"hidden\":\"x=3\"}");
  }

  @Test
  void aValueThatIsNotJsonFailsTheNotebookAndSaysWhich() throws Exception {
    run(code("good = 1\nbad = {1, 2}\nbig = 'x' * 300_000", "outputs"));
    assertFailed("OUTPUT_TYPE", 0);
    assertThat(result.end().message())
        .contains("output 'bad' is not JSON")
        .contains("output 'big' has 300002 bytes; the limit is 262144")
        .contains("artifact");
    assertThat(result.outputs()).isEmpty();
  }

  @Test
  void streamsMergeDisplaysUpdateAndCarriageReturnsErase() throws Exception {
    run(
        code(
            """
            import sys, time
            from IPython.display import display, clear_output
            handle = display('first', display_id=True)
            for i in range(20):
                print(f'\\r{i * 5}%', end='', flush=True); time.sleep(0.02)
            print('\\rdone'); print('second')
            print('bad', file=sys.stderr)
            """),
        code("handle.update('changed')\nprint('gone')\nclear_output()\nprint('kept')"),
        code("print('old'); clear_output(wait=True); print('new')"));
    JsonNode outputs = cell(0).path("outputs");
    assertThat(outputs.path(0).path("data").path("text/plain").path(0).asString())
        .isEqualTo("'changed'");
    assertThat(outputs.path(1).path("text").toString()).isEqualTo("[\"done\\n\",\"second\\n\"]");
    assertThat(outputs.path(2).path("name").asString()).isEqualTo("stderr");
    assertThat(Notebooks.text(cell(1))).isEqualTo("kept\n");
    assertThat(Notebooks.text(cell(2))).isEqualTo("new\n");
  }

  @Test
  void outputOfAnEarlierCellsThreadReachesTheNotebook() throws Exception {
    run(
        code(
            """
            import threading, time
            def late():
                time.sleep(0.5); print('late words', flush=True)
            t = threading.Thread(target=late); t.start()
            """),
        code("t.join()"));
    assertThat(Notebooks.text(cell(0)) + Notebooks.text(cell(1))).contains("late words");
  }

  @Test
  @Tag("slow")
  void aCellThatPrintsForeverIsBoundedAndItsEndIsKept() throws Exception {
    limits = new OutputLimits(1 << 20, 64 << 10, 1000);
    run(
        code(
            """
            import time
            end = time.time() + 5; i = 0
            while time.time() < end:
                i += 1; print('line', i, 'x' * 60)
            print('the very end')
            """),
        code("print('next')"));
    assertThat(result.end().state()).isEqualTo(NotebookState.SUCCEEDED);
    String text = Notebooks.text(cell(0));
    assertThat(text)
        .startsWith("line 1 x")
        .contains("left out here: the limit for a step's outputs]")
        .endsWith("the very end\n");
    assertThat(text.length()).isBetween(1_000_000, 1_050_000);
    long told =
        events.stream()
            .mapToLong(event -> NotebookEventCodec.encode(event).toString().length())
            .sum();
    assertThat(told).isLessThan(1_500_000);
    assertThat(cell(0).path("metadata").path("millrace").path("output_bytes_left_out").asLong())
        .isPositive();
  }

  @Test
  void anOutputThatIsTooBigLeavesANotice() throws Exception {
    limits = new OutputLimits(1 << 20, 64 << 10, 1000);
    run(
        code(
            "from IPython.display import display\ndisplay({'text/html': 'x' * 2_000_000}, raw=True)\nprint('on')"));
    assertThat(Notebooks.text(cell(0)))
        .contains("1953 KiB of text/html left out here")
        .contains("on\n");
  }

  @Test
  void onlyMarkdownSucceeds() throws Exception {
    run(markdown("just words"));
    assertThat(result.end()).isEqualTo(NotebookEnd.succeeded("0 code cells"));
  }

  private KernelPlan broken(List<String> command, Duration startTimeout) {
    KernelSpec spec =
        new KernelSpec(
            "broken",
            "Broken",
            "python",
            command,
            Map.of(),
            KernelSpec.InterruptMode.SIGNAL,
            folder);
    return new KernelPlan(spec, folder, Map.of(), TestKernels.newMarker(), startTimeout);
  }

  private void run(Notebooks.Cell... cells) throws Exception {
    start(cells).finish();
  }

  private Started start(Notebooks.Cell... cells) {
    input = Notebooks.of(cells);
    return new Started();
  }

  /** A run, and what happens when a text appears in its output. */
  private final class Started {
    void when(String text, Runnable action) throws Exception {
      execute(
          event -> {
            events.add(event);
            if (event instanceof NotebookEvent.StreamPrinted printed
                && printed.text().contains(text)) {
              action.run();
            }
          });
    }

    void finish() throws Exception {
      execute(events::add);
    }

    private void execute(NotebookEventSink sink) throws Exception {
      NotebookTask task =
          new NotebookTask(
              Notebook.parse(input),
              preparation(),
              plan,
              timeout,
              cellTimeout,
              allowErrors,
              limits);
      result = executor.run(task, sink, cancel);
      saved = Notebooks.json(result.document());
    }
  }

  private Preparation preparation() {
    return new Preparation(parameters, "a.ipynb", "out/a.ipynb", false);
  }

  /** The document that the first events make, after a way through their stored form. */
  private NotebookDocument refolded(int count) throws NotebookException {
    NotebookDocument document = NotebookDocument.prepare(Notebook.parse(input), preparation());
    events.stream()
        .limit(count)
        .map(event -> Notebooks.JSON.readTree(NotebookEventCodec.encode(event).toString()))
        .forEach(json -> document.apply(NotebookEventCodec.decode(json)));
    return document;
  }

  private JsonNode cell(int index) {
    return saved.path("cells").path(index);
  }

  private List<String> states() {
    return states(saved);
  }

  private static List<String> states(JsonNode notebook) {
    return StreamSupport.stream(notebook.path("cells").spliterator(), false)
        .map(cell -> cell.path("metadata").path("millrace").path("state").asString(""))
        .toList();
  }

  private void assertFailed(String code, int cell) {
    assertThat(result.end().state()).isEqualTo(NotebookState.FAILED);
    assertThat(result.end().code()).isEqualTo(code);
    assertThat(result.end().cell()).isEqualTo(cell);
    assertThat(result.end().cause()).isEqualTo(FailureCause.USER);
  }
}
