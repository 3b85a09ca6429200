package dev.millrace.executor.notebook;

import dev.millrace.executor.notebook.NotebookEvent.CellFinished;
import dev.millrace.executor.notebook.NotebookEvent.CellStarted;
import dev.millrace.executor.notebook.NotebookEvent.DisplayUpdated;
import dev.millrace.executor.notebook.NotebookEvent.KernelPrinted;
import dev.millrace.executor.notebook.NotebookEvent.KernelStarted;
import dev.millrace.executor.notebook.NotebookEvent.NotebookFinished;
import dev.millrace.executor.notebook.NotebookEvent.OutputAdded;
import dev.millrace.executor.notebook.NotebookEvent.OutputCut;
import dev.millrace.executor.notebook.NotebookEvent.OutputsCleared;
import dev.millrace.executor.notebook.NotebookEvent.StreamPrinted;
import dev.millrace.executor.notebook.NotebookEvent.Warned;
import dev.millrace.executor.notebook.NotebookEvent.WidgetsSaved;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The output notebook: a fold of (notebook, preparation, events). Whoever has these has the same
 * document, so a live page, the stored file, and the file that the server finishes for a lost
 * worker agree.
 *
 * <p>Not safe for use by several threads.
 */
public final class NotebookDocument {
  private final ObjectNode metadata;
  private final List<DocumentCell> cells;
  private final String digest;
  private final List<String> warnings = new ArrayList<>();
  private NotebookState state = NotebookState.PENDING;
  private @Nullable Instant startedAt;
  private @Nullable Instant finishedAt;
  private @Nullable NotebookEnd end;

  NotebookDocument(ObjectNode metadata, List<DocumentCell> cells, String digest) {
    this.metadata = metadata;
    this.cells = List.copyOf(cells);
    this.digest = digest;
  }

  /**
   * The document before anything ran: parameters injected, outputs and earlier marks of failure
   * removed.
   *
   * @throws NotebookException PARAM_LANG if there are parameters and the notebook's language is not
   *     known to injection
   */
  public static NotebookDocument prepare(Notebook notebook, Preparation preparation)
      throws NotebookException {
    return DocumentPreparation.prepare(notebook, preparation);
  }

  /**
   * Takes the next event. Total: an event that does not fit (a cell that does not exist, anything
   * after the end) is ignored.
   */
  public void apply(NotebookEvent event) {
    if (state.isEnd()) {
      return;
    }
    startedAt = startedAt == null ? event.at() : startedAt;
    switch (event) {
      case KernelStarted started -> {
        state = NotebookState.RUNNING;
        if (started.languageInfo().path("name").isString()) {
          metadata.set("language_info", NotebookJson.repaired(started.languageInfo()));
        }
      }
      case CellStarted started -> at(started.cell(), cell -> cell.start(started.at()));
      case StreamPrinted printed ->
          at(printed.cell(), cell -> cell.outputs().print(printed.stream(), printed.text()));
      case OutputAdded added -> addOutput(added);
      case DisplayUpdated updated ->
          cells.forEach(
              cell ->
                  cell.outputs().update(updated.displayId(), updated.data(), updated.metadata()));
      case OutputsCleared cleared -> at(cleared.cell(), cell -> cell.outputs().clear());
      case OutputCut cut -> at(cut.cell(), cell -> cell.cut(cut.bytes(), cut.what()));
      case CellFinished done ->
          at(
              done.cell(),
              cell -> cell.finish(done.state(), done.at(), done.executionCount(), done.timing()));
      case Warned warned -> warnings.add(warned.message());
      case WidgetsSaved saved ->
          metadata
              .withObjectProperty("widgets")
              .set("application/vnd.jupyter.widget-state+json", saved.state());
      case NotebookFinished finished -> finish(finished.end(), finished.at());
      case KernelPrinted ignored -> {}
    }
  }

  /**
   * Ends a document whose last event never came: a running cell gets the state that fits the end,
   * cells after it stay not run. Does nothing if it has ended already.
   */
  public void finish(NotebookEnd how, Instant at) {
    if (state.isEnd()) {
      return;
    }
    Integer place = how.cell();
    for (int i = 0; i < cells.size(); i++) {
      DocumentCell cell = cells.get(i);
      if (cell.state() == CellState.RUNNING) {
        cell.finish(endOfRunning(how), at, cell.executionCount(), null);
        place = place == null ? Integer.valueOf(i) : place;
      }
    }
    end = new NotebookEnd(how.state(), how.cause(), how.code(), how.message(), place);
    state = how.state();
    startedAt = startedAt == null ? at : startedAt;
    finishedAt = at;
  }

  /** How it stands. */
  public NotebookState state() {
    return state;
  }

  /** How it ended; empty as long as it has not. */
  public Optional<NotebookEnd> end() {
    return Optional.ofNullable(end);
  }

  /** The file: nbformat 4.5 as papermill lays it out, always strict JSON. */
  public byte[] toBytes() {
    return NotebookLayout.write(DocumentForm.of(this)).getBytes(StandardCharsets.UTF_8);
  }

  /** Writes the file so that a reader sees the old or the new one, never a part. */
  public void write(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path temporary = Files.createTempFile(folder, "." + file.getFileName(), ".part");
    try {
      Files.write(temporary, toBytes());
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * The number of a cell as people count: among the cells with code, from 1.
   *
   * @param index of the cell among all cells, from 0
   */
  public int cellNumber(int index) {
    return (int) cells.subList(0, index + 1).stream().filter(DocumentCell::isCode).count();
  }

  List<DocumentCell> cells() {
    return cells;
  }

  ObjectNode metadata() {
    return metadata;
  }

  List<String> warnings() {
    return warnings;
  }

  String digest() {
    return digest;
  }

  @Nullable Instant startedAt() {
    return startedAt;
  }

  @Nullable Instant finishedAt() {
    return finishedAt;
  }

  private void addOutput(OutputAdded added) {
    ObjectNode output = NotebookJson.object(NotebookJson.repaired(added.output())).deepCopy();
    String displayId = added.displayId();
    if (displayId != null) {
      cells.forEach(
          cell -> cell.outputs().update(displayId, output.path("data"), output.path("metadata")));
    }
    at(added.cell(), cell -> cell.outputs().add(output, displayId));
  }

  private void at(int index, Consumer<DocumentCell> action) {
    if (index >= 0 && index < cells.size()) {
      action.accept(cells.get(index));
    }
  }

  private static CellState endOfRunning(NotebookEnd how) {
    return switch (how.state()) {
      case SUCCEEDED -> CellState.SUCCEEDED;
      case TIMED_OUT -> CellState.TIMED_OUT;
      case CANCELLED -> CellState.CANCELLED;
      // The watchdog ends the kernel of a vanished worker.
      case LOST -> CellState.KERNEL_DIED;
      case FAILED, PENDING, RUNNING ->
          "KERNEL_DIED".equals(how.code()) ? CellState.KERNEL_DIED : CellState.FAILED;
    };
  }
}
