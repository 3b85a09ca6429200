package dev.millrace.executor.notebook;

import dev.millrace.executor.notebook.NotebookEvent.CellFinished;
import dev.millrace.executor.notebook.NotebookEvent.CellStarted;
import dev.millrace.executor.notebook.NotebookEvent.CellTiming;
import dev.millrace.executor.notebook.NotebookEvent.DisplayUpdated;
import dev.millrace.executor.notebook.NotebookEvent.KernelPrinted;
import dev.millrace.executor.notebook.NotebookEvent.KernelStarted;
import dev.millrace.executor.notebook.NotebookEvent.NotebookFinished;
import dev.millrace.executor.notebook.NotebookEvent.OutputAdded;
import dev.millrace.executor.notebook.NotebookEvent.OutputCut;
import dev.millrace.executor.notebook.NotebookEvent.OutputsCleared;
import dev.millrace.executor.notebook.NotebookEvent.StreamName;
import dev.millrace.executor.notebook.NotebookEvent.StreamPrinted;
import dev.millrace.executor.notebook.NotebookEvent.Warned;
import dev.millrace.executor.notebook.NotebookEvent.WidgetsSaved;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The stored form of events: one JSON object each, with {@code kind} and {@code at}. */
public final class NotebookEventCodec {
  private NotebookEventCodec() {}

  /** Fields that are null are left out. */
  public static ObjectNode encode(NotebookEvent event) {
    ObjectNode json = NotebookJson.NODES.objectNode();
    switch (event) {
      case KernelStarted e ->
          kind(json, "kernel_started", e)
              .put("kernel", e.kernel())
              .set("language_info", e.languageInfo());
      case KernelPrinted e ->
          kind(json, "kernel_printed", e).put("stream", e.stream().text()).put("text", e.text());
      case CellStarted e ->
          kind(json, "cell_started", e).put("cell", e.cell()).put("cell_id", e.cellId());
      case StreamPrinted e ->
          kind(json, "stream", e)
              .put("cell", e.cell())
              .put("stream", e.stream().text())
              .put("text", e.text());
      case OutputAdded e -> {
        kind(json, "output", e).put("cell", e.cell()).set("output", e.output());
        putText(json, "display_id", e.displayId());
      }
      case DisplayUpdated e -> {
        kind(json, "display_updated", e).put("display_id", e.displayId()).set("data", e.data());
        json.set("metadata", e.metadata());
      }
      case OutputsCleared e -> kind(json, "outputs_cleared", e).put("cell", e.cell());
      case OutputCut e ->
          kind(json, "output_cut", e)
              .put("cell", e.cell())
              .put("bytes", e.bytes())
              .put("what", e.what());
      case CellFinished e -> encodeFinished(kind(json, "cell_finished", e), e);
      case Warned e -> kind(json, "warned", e).put("message", e.message());
      case WidgetsSaved e -> kind(json, "widgets", e).set("state", e.state());
      case NotebookFinished e -> encodeEnd(kind(json, "notebook_finished", e), e.end());
    }
    return json;
  }

  /**
   * The inverse of {@link #encode}. Unknown fields are ignored.
   *
   * @throws IllegalArgumentException if it is none of our events
   */
  public static NotebookEvent decode(JsonNode json) {
    try {
      return decode(json, Instant.parse(json.path("at").asString("")));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not an event of a notebook: " + json, e);
    }
  }

  private static NotebookEvent decode(JsonNode json, Instant at) {
    String kind = json.path("kind").asString("");
    return switch (kind) {
      case "kernel_started" ->
          new KernelStarted(at, text(json, "kernel"), json.path("language_info"));
      case "kernel_printed" -> new KernelPrinted(at, stream(json), text(json, "text"));
      case "cell_started" -> new CellStarted(at, cell(json), text(json, "cell_id"));
      case "stream" -> new StreamPrinted(at, cell(json), stream(json), text(json, "text"));
      case "output" ->
          new OutputAdded(at, cell(json), json.path("output"), optional(json, "display_id"));
      case "display_updated" ->
          new DisplayUpdated(
              at, text(json, "display_id"), json.path("data"), json.path("metadata"));
      case "outputs_cleared" -> new OutputsCleared(at, cell(json));
      case "output_cut" ->
          new OutputCut(at, cell(json), json.path("bytes").asLong(), text(json, "what"));
      case "cell_finished" ->
          new CellFinished(
              at,
              cell(json),
              CellState.of(text(json, "state")),
              number(json, "execution_count"),
              timing(json.path("timing")));
      case "warned" -> new Warned(at, text(json, "message"));
      case "widgets" -> new WidgetsSaved(at, json.path("state"));
      case "notebook_finished" -> new NotebookFinished(at, end(json));
      default -> throw new IllegalArgumentException("unknown kind '" + kind + "'");
    };
  }

  private static ObjectNode kind(ObjectNode json, String kind, NotebookEvent event) {
    return json.put("kind", kind).put("at", event.at().toString());
  }

  private static void encodeFinished(ObjectNode json, CellFinished event) {
    json.put("cell", event.cell()).put("state", event.state().text());
    if (event.executionCount() != null) {
      json.put("execution_count", event.executionCount());
    }
    CellTiming timing = event.timing();
    if (timing != null) {
      ObjectNode times = json.putObject("timing");
      putText(times, "busy", timing.busy());
      putText(times, "input", timing.input());
      putText(times, "idle", timing.idle());
      putText(times, "reply", timing.reply());
    }
  }

  private static void encodeEnd(ObjectNode json, NotebookEnd end) {
    json.put("state", end.state().text()).put("message", end.message());
    putText(json, "cause", end.cause() == null ? null : end.cause().text());
    putText(json, "code", end.code());
    if (end.cell() != null) {
      json.put("cell", end.cell());
    }
  }

  private static NotebookEnd end(JsonNode json) {
    String cause = optional(json, "cause");
    return new NotebookEnd(
        NotebookState.of(text(json, "state")),
        cause == null ? null : FailureCause.of(cause),
        optional(json, "code"),
        text(json, "message"),
        number(json, "cell"));
  }

  private static @Nullable CellTiming timing(JsonNode json) {
    return json.isObject()
        ? new CellTiming(
            optional(json, "busy"),
            optional(json, "input"),
            optional(json, "idle"),
            optional(json, "reply"))
        : null;
  }

  private static int cell(JsonNode json) {
    return json.path("cell").asInt();
  }

  private static StreamName stream(JsonNode json) {
    return StreamName.of(text(json, "stream"));
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).asString();
  }

  private static @Nullable String optional(JsonNode json, String field) {
    return json.path(field).isString() ? json.path(field).stringValue() : null;
  }

  private static @Nullable Integer number(JsonNode json, String field) {
    return json.path(field).isIntegralNumber() ? Integer.valueOf(json.path(field).asInt()) : null;
  }

  private static void putText(ObjectNode json, String field, @Nullable String value) {
    if (value != null) {
      json.put(field, value);
    }
  }
}
