package dev.millrace.api.attempts;

import dev.millrace.api.viewers.DrawingReader;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that happened in an attempt. Outputs are in the application's form ({@link Output}),
 * with the safe types only: a live page must not get by events what it would not get otherwise.
 */
public record AttemptEvent(long seq, Instant at, String kind, JsonNode data) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The state of widgets is known at the end only. */
  private static final DrawingReader DRAWINGS = DrawingReader.withoutWidgets();

  /** The event as it was read, made safe. */
  public static AttemptEvent of(dev.millrace.scheduler.store.AttemptEvent event) {
    return new AttemptEvent(
        event.seq(), event.at(), event.kind(), safe(event.kind(), event.data()));
  }

  private static JsonNode safe(String kind, ObjectNode data) {
    return switch (kind) {
      case "output" -> {
        ObjectNode copy = data.deepCopy();
        copy.set("output", JSON.valueToTree(Output.of(data.path("output"), DRAWINGS)));
        yield copy;
      }
      case "display_updated" -> {
        ObjectNode copy = data.deepCopy();
        copy.setAll(
            (ObjectNode)
                JSON.valueToTree(Shown.of(data.path("data"), data.path("metadata"), DRAWINGS)));
        copy.remove("metadata");
        yield copy;
      }
      // A widget's state may be large, and nothing in the page shows it.
      case "widgets" -> JSON.createObjectNode();
      default -> data;
    };
  }
}
