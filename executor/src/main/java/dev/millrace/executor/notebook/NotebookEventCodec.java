package dev.millrace.executor.notebook;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The stored form of events: one JSON object each, with {@code kind} and {@code at}. */
public final class NotebookEventCodec {
  private NotebookEventCodec() {}

  /** Fields that are null are left out. */
  public static ObjectNode encode(NotebookEvent event) {
    return Unbuilt.body();
  }

  /**
   * The inverse of {@link #encode}. Unknown fields are ignored.
   *
   * @throws IllegalArgumentException if it is none of our events
   */
  public static NotebookEvent decode(JsonNode event) {
    return Unbuilt.body();
  }
}
