package dev.millrace.api.attempts;

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

  /** The event as it was read, made safe. */
  public static AttemptEvent of(dev.millrace.scheduler.store.AttemptEvent event) {
    return new AttemptEvent(
        event.seq(), event.at(), event.kind(), safe(event.kind(), event.data()));
  }

  private static JsonNode safe(String kind, ObjectNode data) {
    return switch (kind) {
      case "output" -> {
        ObjectNode copy = data.deepCopy();
        copy.set("output", JSON.valueToTree(Output.of(data.path("output"))));
        yield copy;
      }
      case "display_updated" -> {
        ObjectNode copy = data.deepCopy();
        copy.set("data", JSON.valueToTree(Mime.safe(data.path("data"))));
        copy.set("otherTypes", JSON.valueToTree(Mime.others(data.path("data"))));
        copy.put("rich", Mime.digestOfOthers(data.path("data")));
        copy.set("imageSize", JSON.valueToTree(Mime.imageSize(data.path("metadata"))));
        copy.remove("metadata");
        yield copy;
      }
      // A widget's state may be large, and nothing in the page shows it.
      case "widgets" -> JSON.createObjectNode();
      default -> data;
    };
  }
}
