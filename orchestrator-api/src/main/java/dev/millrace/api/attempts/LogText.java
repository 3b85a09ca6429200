package dev.millrace.api.attempts;

import dev.millrace.scheduler.store.AttemptEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which events of an attempt have a part in its log. */
final class LogText {
  private LogText() {}

  /** What the event adds to the log; null: nothing. May end anywhere, also within a line. */
  static @Nullable String of(AttemptEvent event) {
    JsonNode data = event.data();
    return switch (event.kind()) {
      case "log", "stream", "kernel_printed" -> data.path("text").asString("");
      case "warning", "warned" -> "[warning] " + data.path("message").asString("") + "\n";
      default -> null;
    };
  }
}
