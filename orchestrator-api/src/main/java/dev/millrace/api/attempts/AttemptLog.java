package dev.millrace.api.attempts;

import dev.millrace.scheduler.store.AttemptEvent;
import dev.millrace.scheduler.store.AttemptReads;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * What an attempt printed, as one text: its processes' output, its cells' streams, and what
 * Millrace has to say.
 */
@Component
class AttemptLog {
  private static final int BATCH = 500;

  private final AttemptReads attempts;

  AttemptLog(AttemptReads attempts) {
    this.attempts = attempts;
  }

  /**
   * Hands the text on piece by piece, in order.
   *
   * @throws X what the receiver throws
   */
  <X extends Exception> void each(UUID attempt, Piece<X> receiver) throws X {
    long seq = 0;
    List<AttemptEvent> events;
    do {
      events = attempts.eventsAfter(attempt, seq, BATCH);
      for (AttemptEvent event : events) {
        String text = text(event);
        if (text != null) {
          receiver.take(text);
        }
        seq = event.seq();
      }
    } while (events.size() == BATCH);
  }

  /** The last lines of the text; holds no more of it than that. */
  String tail(UUID attempt, int lines) {
    Deque<String> last = new ArrayDeque<>();
    StringBuilder open = new StringBuilder();
    this.<RuntimeException>each(
        attempt,
        text -> {
          open.append(text);
          int end;
          while ((end = open.indexOf("\n")) >= 0) {
            last.addLast(open.substring(0, end + 1));
            open.delete(0, end + 1);
            if (last.size() > lines) {
              last.removeFirst();
            }
          }
        });
    if (!open.isEmpty()) {
      last.addLast(open.toString());
    }
    while (last.size() > lines) {
      last.removeFirst();
    }
    return String.join("", last);
  }

  private static @Nullable String text(AttemptEvent event) {
    JsonNode data = event.data();
    return switch (event.kind()) {
      case "log", "stream", "kernel_printed" -> data.path("text").asString("");
      case "warning", "warned" -> "[warning] " + data.path("message").asString("") + "\n";
      default -> null;
    };
  }

  /** Takes the next piece of text. */
  @FunctionalInterface
  interface Piece<X extends Exception> {
    void take(String text) throws X;
  }
}
