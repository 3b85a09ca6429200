package dev.millrace.executor.notebook;

import dev.millrace.executor.kernel.Kernel;
import dev.millrace.executor.kernel.KernelException;
import dev.millrace.executor.kernel.KernelMessage;
import dev.millrace.executor.kernel.LastWords;
import dev.millrace.executor.kernel.ProcessEnd;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One execution of a prepared notebook on a kernel that has answered: cell by cell, to whatever
 * end.
 */
final class NotebookRun {
  private static final String SKIP_TAG = "skip-execution";
  private static final String RAISES_TAG = "raises-exception";

  /** How often outputs are told while a cell runs, and cancel and deadlines are looked at. */
  private static final Duration TICK = Duration.ofMillis(100);

  /** So many unreadable messages are no accident any more. */
  private static final long TOO_MANY_DROPPED = 1_000;

  private final NotebookTask task;
  private final NotebookDocument document;
  private final Kernel kernel;
  private final EventTeller teller;
  private final CancelSignal cancel;
  private final @Nullable Deadline deadline;

  NotebookRun(
      NotebookTask task,
      NotebookDocument document,
      Kernel kernel,
      EventTeller teller,
      CancelSignal cancel) {
    this.task = task;
    this.document = document;
    this.kernel = kernel;
    this.teller = teller;
    this.cancel = cancel;
    this.deadline = Deadline.in(task.timeout());
  }

  NotebookResult run() throws InterruptedException {
    teller.kernelStarted(task.kernel().spec().name(), kernel.info().path("language_info"));
    NotebookEnd end = installHelper().orElse(null);
    if (end == null) {
      end = withErrorOutputs(runCells());
    }
    Map<String, JsonNode> outputs = new LinkedHashMap<>(teller.ear().scraps().values());
    if (end.state() == NotebookState.SUCCEEDED) {
      end = publish(end, outputs);
    }
    kernel.retire();
    return teller.finish(end, outputs, true);
  }

  /** As papermill: an error that a cell shows without ending with it fails the notebook too. */
  private NotebookEnd withErrorOutputs(NotebookEnd end) {
    if (end.state() != NotebookState.SUCCEEDED) {
      return end;
    }
    teller.flush();
    for (int i = 0; i < document.cells().size(); i++) {
      JsonNode error = errorOf(document.cells().get(i));
      if (error != null) {
        return CellVerdict.errorOutput(error, place(i));
      }
    }
    return end;
  }

  /** The error that the cell shows though it may not raise one, or null. */
  private @Nullable JsonNode errorOf(DocumentCell cell) {
    return mayFail(cell) ? null : cell.outputs().error();
  }

  private boolean mayFail(DocumentCell cell) {
    return task.allowErrors() || cell.hasTag(RAISES_TAG);
  }

  private CellVerdict.Place place(int index) {
    return new CellVerdict.Place(index, document.cellNumber(index));
  }

  /** Makes ready what reads the outputs; the end of the notebook if it was stopped meanwhile. */
  private Optional<NotebookEnd> installHelper() throws InterruptedException {
    if (!isPython() || document.cells().stream().noneMatch(c -> c.hasTag(PublishedValues.TAG))) {
      return Optional.empty();
    }
    Kernel.Execution execution =
        kernel.execute(
            new Kernel.ExecuteRequest(PublishedValues.installation(), true, false),
            teller.ear()::listenForValues);
    return await(execution, 0) instanceof CellOutcome.Stopped stopped
        ? Optional.of(stopped.end())
        : Optional.empty(); // where it failed, outputs are missing and reported as such
  }

  private NotebookEnd runCells() throws InterruptedException {
    int executed = 0;
    for (int i = 0; i < document.cells().size(); i++) {
      DocumentCell cell = document.cells().get(i);
      if (!cell.isCode() || cell.source().isBlank() || cell.hasTag(SKIP_TAG)) {
        teller.cellFinished(i, CellState.SKIPPED, null, null);
        continue;
      }
      Optional<NotebookEnd> end = runCell(i, cell);
      if (end.isPresent()) {
        return end.get();
      }
      executed++;
    }
    return NotebookEnd.succeeded(executed == 0 ? "0 code cells" : "");
  }

  /** One cell; the end of the notebook if it is the last that runs. */
  private Optional<NotebookEnd> runCell(int index, DocumentCell cell) throws InterruptedException {
    ExecutedCell executed = new ExecutedCell(index);
    boolean mayFail = mayFail(cell);
    LastWords.Mark sent = kernel.lastWords().mark();
    teller.ear().expect(executed);
    teller.cellStarted(index, cell.id());
    Kernel.Execution execution =
        kernel.execute(
            new Kernel.ExecuteRequest(cell.source(), false, !mayFail),
            id -> teller.ear().expect(id, executed));
    CellOutcome outcome = await(execution, index);
    switch (outcome) {
      case CellOutcome.Replied replied -> {
        CellVerdict verdict =
            CellVerdict.of(
                replied.reply().content(),
                executed.repairedError(),
                place(index),
                cell.hasTag(RAISES_TAG),
                mayFail);
        if (verdict.state() == CellState.FAILED && !executed.hasErrorOutput()) {
          teller.ear().fail(executed, replied.reply().content());
        }
        teller.flush();
        teller.cellFinished(
            index,
            errorOf(cell) == null ? verdict.state() : CellState.FAILED,
            executed.count(),
            executed.timing(replied.reply().date()));
        teller.ear().outputWidgets().changes().forEach(this::tellWidget);
        return Optional.ofNullable(verdict.end());
      }
      case CellOutcome.Stopped stopped -> {
        // Its last words belong to the cell: wait until nothing of it is left.
        kernel.shutdown();
        String said = new LastOutput(teller.ear(), kernel.lastWords()).showUnder(executed, sent);
        teller.cellFinished(index, stopped.state(), executed.count(), executed.timing(null));
        return Optional.of(
            stopped.state() == CellState.KERNEL_DIED ? stopped.end().saying(said) : stopped.end());
      }
    }
  }

  /** As a page would: the notebook's code sees what its widget captured. */
  private void tellWidget(String comm, ArrayNode outputs) {
    ObjectNode data = NotebookJson.NODES.objectNode().put("method", "update");
    data.putObject("state").set("outputs", outputs);
    data.putArray("buffer_paths");
    kernel.tellComm(comm, data);
  }

  private boolean isPython() {
    String language = task.kernel().spec().language();
    return language.isEmpty() || language.equals("python");
  }

  private CellOutcome await(Kernel.Execution execution, int index) throws InterruptedException {
    Deadline cellDeadline = Deadline.in(task.cellTimeout());
    while (true) {
      try {
        return new CellOutcome.Replied(
            execution.result().get(TICK.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        teller.flush();
      } catch (ExecutionException e) {
        return died(e, index);
      }
      Optional<CellOutcome> stop = reasonToStop(index, cellDeadline);
      if (stop.isPresent()) {
        return stop.get();
      }
    }
  }

  private Optional<CellOutcome> reasonToStop(int index, @Nullable Deadline cellDeadline) {
    if (cancel.reason().isPresent()) {
      return stop(CellState.CANCELLED, NotebookEnd.cancelled(cancel.reason().get(), index));
    }
    if (deadline != null && deadline.isOver()) {
      String message =
          "the step's time of %s was over while cell %d ran"
              .formatted(deadline, document.cellNumber(index));
      return stop(CellState.TIMED_OUT, NotebookEnd.timedOut("STEP_TIMEOUT", message, index));
    }
    if (cellDeadline != null && cellDeadline.isOver()) {
      String message =
          "cell %d ran longer than %s".formatted(document.cellNumber(index), cellDeadline);
      return stop(CellState.TIMED_OUT, NotebookEnd.timedOut("CELL_TIMEOUT", message, index));
    }
    if (kernel.droppedMessages() > TOO_MANY_DROPPED) {
      String message =
          "the kernel sent %d messages that could not be read or were not signed with its key"
              .formatted(kernel.droppedMessages());
      return stop(
          CellState.FAILED,
          NotebookEnd.failed(FailureCause.USER, "KERNEL_PROTOCOL", message, index));
    }
    return Optional.empty();
  }

  private static Optional<CellOutcome> stop(CellState state, NotebookEnd end) {
    return Optional.of(new CellOutcome.Stopped(state, end));
  }

  private CellOutcome died(ExecutionException e, int index) {
    if (e.getCause() instanceof KernelException.Died died) {
      String hint =
          died.end().equals(new ProcessEnd.Signalled(9))
              ? ". If nobody killed it, the system probably ran out of memory"
              : "";
      return new CellOutcome.Stopped(
          CellState.KERNEL_DIED,
          NotebookEnd.failed(
              FailureCause.USER,
              "KERNEL_DIED",
              "the kernel %s while cell %d ran%s"
                  .formatted(died.end().describe(), document.cellNumber(index), hint),
              index));
    }
    if (e.getCause() instanceof KernelException.HalfAnswered half) {
      return new CellOutcome.Stopped(
          CellState.FAILED,
          NotebookEnd.failed(
              FailureCause.USER,
              "KERNEL_PROTOCOL",
              "cell %d cannot be judged: the kernel %s"
                  .formatted(document.cellNumber(index), half.getMessage()),
              index));
    }
    throw new IllegalStateException(e.getCause());
  }

  /** Reads the values of the outputs cell into the map. */
  private NotebookEnd publish(NotebookEnd success, Map<String, JsonNode> outputs)
      throws InterruptedException {
    for (int i = 0; i < document.cells().size(); i++) {
      DocumentCell cell = document.cells().get(i);
      if (cell.hasTag(PublishedValues.TAG)
          && cell.state() == CellState.SUCCEEDED
          && cell.isCode()) {
        NotebookEnd end = publish(i, cell, success, outputs);
        if (end.state() != NotebookState.SUCCEEDED) {
          return end;
        }
      }
    }
    return OutputSizes.check(outputs, task.limits(), success);
  }

  private NotebookEnd publish(
      int index, DocumentCell cell, NotebookEnd success, Map<String, JsonNode> outputs)
      throws InterruptedException {
    List<String> names = PublishedValues.names(cell.source());
    if (!isPython()) {
      teller.warn(
          "cell %d is tagged 'outputs', which needs a Python kernel"
              .formatted(document.cellNumber(index)));
      return success;
    }
    if (names.isEmpty()) {
      teller.warn(
          "cell %d is tagged 'outputs' but assigns no variable"
              .formatted(document.cellNumber(index)));
      return success;
    }
    Kernel.Execution execution =
        kernel.execute(
            new Kernel.ExecuteRequest(
                PublishedValues.code(names, task.limits().valueBytes()), true, true),
            teller.ear()::listenForValues);
    CellOutcome outcome = await(execution, index);
    if (outcome instanceof CellOutcome.Stopped stopped) {
      return stopped.end();
    }
    try {
      JsonNode values = teller.ear().values();
      outputs.putAll(PublishedValues.read(names, values, failureOf(outcome)));
      return success;
    } catch (PublishedValues.Unpublishable e) {
      return NotebookEnd.failed(FailureCause.USER, "OUTPUT_TYPE", e.explanation(), index);
    }
  }

  private static String failureOf(CellOutcome outcome) {
    return switch (outcome) {
      case CellOutcome.Replied replied -> {
        JsonNode reply = replied.reply().content();
        yield reply.path("status").asString("").equals("ok")
            ? ""
            : reply.path("ename").asString("") + ": " + reply.path("evalue").asString("");
      }
      case CellOutcome.Stopped ignored -> "";
    };
  }

  /** What waiting for a cell brought. */
  private sealed interface CellOutcome {
    record Replied(KernelMessage reply) implements CellOutcome {}

    record Stopped(CellState state, NotebookEnd end) implements CellOutcome {}
  }
}
