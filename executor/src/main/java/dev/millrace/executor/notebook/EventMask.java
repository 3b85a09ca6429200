package dev.millrace.executor.notebook;

import dev.millrace.executor.masking.Mask;
import dev.millrace.executor.notebook.NotebookEvent.DisplayUpdated;
import dev.millrace.executor.notebook.NotebookEvent.KernelPrinted;
import dev.millrace.executor.notebook.NotebookEvent.NotebookFinished;
import dev.millrace.executor.notebook.NotebookEvent.OutputAdded;
import dev.millrace.executor.notebook.NotebookEvent.StreamPrinted;
import dev.millrace.executor.notebook.NotebookEvent.Warned;
import dev.millrace.executor.notebook.NotebookEvent.WidgetsSaved;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Masks what user code put into an event; what the platform says in it stays as it is. */
final class EventMask {
  private final Mask mask;

  EventMask(Mask mask) {
    this.mask = mask;
  }

  NotebookEvent apply(NotebookEvent event) {
    if (mask.isNone()) {
      return event;
    }
    return switch (event) {
      case StreamPrinted e -> new StreamPrinted(e.at(), e.cell(), e.stream(), mask.apply(e.text()));
      case KernelPrinted e -> new KernelPrinted(e.at(), e.stream(), mask.apply(e.text()));
      case OutputAdded e -> new OutputAdded(e.at(), e.cell(), output(e.output()), e.displayId());
      case DisplayUpdated e ->
          new DisplayUpdated(e.at(), e.displayId(), values(e.data()), mask.apply(e.metadata()));
      case Warned e -> new Warned(e.at(), mask.apply(e.message()));
      case WidgetsSaved e -> new WidgetsSaved(e.at(), mask.apply(e.state()));
      case NotebookFinished e -> new NotebookFinished(e.at(), end(e.end()));
      case NotebookEvent.KernelStarted e -> e;
      case NotebookEvent.CellStarted e -> e;
      case NotebookEvent.CellFinished e -> e;
      case NotebookEvent.OutputsCleared e -> e;
      case NotebookEvent.OutputCut e -> e;
    };
  }

  private NotebookEnd end(NotebookEnd end) {
    return new NotebookEnd(
        end.state(), end.cause(), end.code(), mask.apply(end.message()), end.cell());
  }

  /** The fields of an output are nbformat's, and those of its data are MIME types. */
  private JsonNode output(JsonNode output) {
    ObjectNode masked = NotebookJson.NODES.objectNode();
    for (Map.Entry<String, JsonNode> field : output.properties()) {
      masked.set(
          field.getKey(),
          switch (field.getKey()) {
            case "output_type" -> field.getValue();
            case "data" -> values(field.getValue());
            default -> mask.apply(field.getValue());
          });
    }
    return masked;
  }

  private JsonNode values(JsonNode data) {
    ObjectNode masked = NotebookJson.NODES.objectNode();
    data.properties().forEach(entry -> masked.set(entry.getKey(), mask.apply(entry.getValue())));
    return masked;
  }
}
