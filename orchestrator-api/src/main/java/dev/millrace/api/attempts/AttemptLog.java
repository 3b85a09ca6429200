package dev.millrace.api.attempts;

import dev.millrace.scheduler.store.AttemptEvent;
import dev.millrace.scheduler.store.AttemptReads;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

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
        String text = LogText.of(event);
        if (text != null) {
          receiver.take(text);
        }
        seq = event.seq();
      }
    } while (events.size() == BATCH);
  }

  /**
   * The last lines of the text. Reads from its end, so a long log costs no more than a short one.
   */
  String tail(UUID attempt, int lines) {
    Deque<String> pieces = new ArrayDeque<>();
    long ends = 0;
    long before = Long.MAX_VALUE;
    List<AttemptEvent> events;
    do {
      events = attempts.eventsBefore(attempt, before, BATCH);
      for (AttemptEvent event : events) {
        String text = LogText.of(event);
        // One more end of a line than wanted: it is where the first wanted line begins.
        if (text != null && ends <= lines) {
          pieces.addFirst(text);
          ends += text.chars().filter(c -> c == '\n').count();
        }
        before = event.seq();
      }
    } while (events.size() == BATCH && ends <= lines);
    return last(lines, String.join("", pieces));
  }

  private static String last(int lines, String text) {
    int begin = text.endsWith("\n") ? text.length() - 1 : text.length();
    for (int line = 0; line < lines; line++) {
      begin = text.lastIndexOf('\n', begin - 1);
      if (begin < 0) {
        return text;
      }
    }
    return text.substring(begin + 1);
  }

  /** Takes the next piece of text. */
  @FunctionalInterface
  interface Piece<X extends Exception> {
    void take(String text) throws X;
  }
}
