package dev.millrace.executor.notebook;

import dev.millrace.executor.masking.Mask;
import dev.millrace.executor.notebook.NotebookEvent.CellFinished;
import dev.millrace.executor.notebook.NotebookEvent.CellStarted;
import dev.millrace.executor.notebook.NotebookEvent.CellTiming;
import dev.millrace.executor.notebook.NotebookEvent.KernelPrinted;
import dev.millrace.executor.notebook.NotebookEvent.KernelStarted;
import dev.millrace.executor.notebook.NotebookEvent.NotebookFinished;
import dev.millrace.executor.notebook.NotebookEvent.Warned;
import dev.millrace.executor.notebook.NotebookEvent.WidgetsSaved;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells what happens, in order: every event goes to the sink and into the document, so the two
 * cannot differ. Used by the execution's own thread only.
 */
final class EventTeller {
  private final NotebookDocument document;
  private final NotebookEventSink sink;
  private final Clock clock;
  private final OutputLimits limits;
  private final OutputCollector collector;
  private final KernelEar ear;
  private final EventMask mask;
  private final List<String> warnings = new ArrayList<>();

  EventTeller(
      NotebookDocument document,
      NotebookEventSink sink,
      Clock clock,
      OutputLimits limits,
      Mask mask) {
    this.document = document;
    this.sink = sink;
    this.clock = clock;
    this.limits = limits;
    this.collector = new OutputCollector(limits, clock);
    this.ear = new KernelEar(collector, limits, mask);
    this.mask = new EventMask(mask);
  }

  KernelEar ear() {
    return ear;
  }

  void kernelStarted(String kernel, JsonNode languageInfo) {
    flush();
    tell(new KernelStarted(clock.instant(), kernel, languageInfo));
  }

  void cellStarted(int cell, String id) {
    flush();
    tell(new CellStarted(clock.instant(), cell, id));
  }

  void cellFinished(
      int cell, CellState state, @Nullable Integer count, @Nullable CellTiming timing) {
    ear.release();
    collector.cellEnded();
    flush();
    tell(new CellFinished(clock.instant(), cell, state, count, timing));
  }

  void warn(String message) {
    warnings.add(message);
    tell(new Warned(clock.instant(), message));
  }

  /** Tells the outputs that have come since the last time. */
  void flush() {
    for (KernelEar.Printed printed = ear.nextPrinted();
        printed != null;
        printed = ear.nextPrinted()) {
      tell(new KernelPrinted(clock.instant(), printed.stream(), printed.text()));
    }
    collector.take().forEach(this::tell);
  }

  /** Tells the end. */
  NotebookResult finish(NotebookEnd end, Map<String, JsonNode> outputs, boolean kernelAnswered) {
    ear.release();
    collector.cellEnded();
    flush();
    if (ear.hasRepaired()) {
      warn("numbers that JSON does not know (NaN, Infinity) were stored as null in an output");
    }
    for (KernelEar.WrongType wrong : ear.wrongTypes()) {
      warn(
          "cell %d showed %s with a value that is no text; it was stored as JSON text"
              .formatted(document.cellNumber(wrong.cell()), wrong.type()));
    }
    if (ear.outputWidgets().hasCut()) {
      warn("output that an Output widget captured was left out: the limit for a step's outputs");
    }
    ear.widgets().toJson().ifPresent(this::saveWidgets);
    tell(new NotebookFinished(clock.instant(), end));
    return new NotebookResult(
        document.end().orElse(end),
        end.state() == NotebookState.SUCCEEDED ? outputs : Map.of(),
        document,
        List.copyOf(warnings),
        kernelAnswered);
  }

  private void saveWidgets(ObjectNode state) {
    int size = state.toString().length();
    if (size > Math.min(limits.attemptBytes(), OutputLimits.EVENT_BYTES)) {
      warn(
          "the state of the widgets is not kept: it has %d MiB, more than the limit for a step's outputs"
              .formatted(size >> 20));
    } else {
      tell(new WidgetsSaved(clock.instant(), state));
    }
  }

  private void tell(NotebookEvent event) {
    NotebookEvent shown = mask.apply(event);
    document.apply(shown);
    sink.accept(shown);
  }
}
