package dev.millrace.executor.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.kernel.KernelLauncher;
import dev.millrace.executor.kernel.KernelPlan;
import dev.millrace.executor.kernel.KernelSpec;
import dev.millrace.executor.kernel.ProcessGuard;
import dev.millrace.executor.kernel.TestKernels;
import dev.millrace.executor.masking.Mask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Executes notebooks on real kernels. Whatever the end of a test's notebook, its document is valid,
 * is what its events fold to, and nothing of the kernel is left.
 */
abstract class NotebookExecution {
  private static KernelLauncher launcher;
  private static NotebookExecutor executor;

  final List<NotebookEvent> events = new CopyOnWriteArrayList<>();
  final CancelSignal cancel = new CancelSignal();
  final ObjectNode parameters = JsonNodeFactory.instance.objectNode();
  KernelPlan plan;
  @Nullable Duration timeout;
  @Nullable Duration cellTimeout;
  boolean allowErrors;
  OutputLimits limits = OutputLimits.DEFAULT;
  Mask mask = Mask.NONE;
  private byte[] input = {};
  JsonNode saved = JsonNodeFactory.instance.missingNode();

  @SuppressWarnings("NullAway.Init") // every test runs a notebook
  NotebookResult result;

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
    TestKernels.awaitNone(plan.marker(), Duration.ofSeconds(5));
    Notebooks.assertValid(result.document());
    assertThat(refolded(events.size()).toBytes()).isEqualTo(result.document().toBytes());
    assertThat(events.getLast()).isInstanceOf(NotebookEvent.NotebookFinished.class);
    assertThat(result.end().state().isEnd()).isTrue();
  }

  KernelPlan broken(List<String> command, Duration startTimeout) {
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

  void run(Notebooks.Cell... cells) throws Exception {
    start(cells).finish();
  }

  Started start(Notebooks.Cell... cells) {
    input = Notebooks.of(cells);
    return new Started();
  }

  /** What a test does while a notebook runs. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  /** A run, and what happens when a text appears in its output. */
  final class Started {
    void when(String text, Action action) throws Exception {
      execute(
          event -> {
            events.add(event);
            if (event instanceof NotebookEvent.StreamPrinted printed
                && printed.text().contains(text)) {
              try {
                action.run();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
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
              limits,
              mask);
      result = executor.run(task, sink, cancel);
      saved = Notebooks.json(result.document());
    }
  }

  private Preparation preparation() {
    return new Preparation(parameters, "a.ipynb", "out/a.ipynb", false);
  }

  /** The document that the first events make, after a way through their stored form. */
  NotebookDocument refolded(int count) throws NotebookException {
    NotebookDocument document = NotebookDocument.prepare(Notebook.parse(input), preparation());
    events.stream()
        .limit(count)
        .map(event -> Notebooks.JSON.readTree(NotebookEventCodec.encode(event).toString()))
        .forEach(json -> document.apply(NotebookEventCodec.decode(json)));
    return document;
  }

  JsonNode cell(int index) {
    return saved.path("cells").path(index);
  }

  List<String> states() {
    return states(saved);
  }

  static List<String> states(JsonNode notebook) {
    return StreamSupport.stream(notebook.path("cells").spliterator(), false)
        .map(cell -> cell.path("metadata").path("millrace").path("state").asString(""))
        .toList();
  }

  void assertFailed(String code, int cell) {
    assertThat(result.end().state()).isEqualTo(NotebookState.FAILED);
    assertThat(result.end().code()).isEqualTo(code);
    assertThat(result.end().cell()).isEqualTo(cell);
    assertThat(result.end().cause()).isEqualTo(FailureCause.USER);
  }
}
