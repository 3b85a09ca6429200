package dev.millrace.api.attempts;

import dev.millrace.scheduler.store.AttemptEvent;
import dev.millrace.scheduler.store.AttemptReads;
import dev.millrace.scheduler.store.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The log of an attempt by its lines: any of them, without those before, and those that match. */
@Component
class AttemptLogLines {
  /** The most matches whose numbers an answer lists. */
  static final int MOST_MATCHES = 1000;

  private static final int BATCH = 50;
  private static final int MOST_CHARACTERS = 2 * 1024 * 1024;
  private static final int KEPT = 100;
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;:]*m");

  private final AttemptReads reads;
  private final Kept<UUID, LogIndex> indexes = new Kept<>(KEPT);

  AttemptLogLines(AttemptReads reads) {
    this.reads = reads;
  }

  /**
   * Lines from that number on.
   *
   * @param from from 1; null: the last ones
   */
  LogLines read(UUID attempt, @Nullable Integer from, int count) {
    LogIndex index = indexes.get(attempt, id -> new LogIndex(id, reads));
    LogIndex.Extent extent = index.update();
    int first = from == null ? Math.max(1, extent.total() - count + 1) : from;
    List<LogLines.Line> lines = new ArrayList<>();
    if (first <= extent.total()) {
      LogIndex.Place place = index.place(first - 1);
      int[] characters = {0};
      collect(
          attempt,
          place.seq() - 1,
          new LineReader(
              first - place.skip(),
              line -> {
                if (line.number() >= first) {
                  lines.add(line);
                  characters[0] += line.text().length();
                }
                return lines.size() < count && characters[0] < MOST_CHARACTERS;
              }));
    }
    return new LogLines(extent.total(), lines, extent.environment());
  }

  /**
   * The lines that contain a text, whatever its case and its colours.
   *
   * @param text at least one character
   */
  LogMatches find(UUID attempt, String text) {
    Predicate<String> contains = contains(text);
    List<Integer> numbers = new ArrayList<>();
    int[] count = {0};
    collect(
        attempt,
        0,
        new LineReader(
            1,
            line -> {
              if (contains.test(line.text())) {
                count[0]++;
                if (numbers.size() < MOST_MATCHES) {
                  numbers.add(line.number());
                }
              }
              return true;
            }));
    return new LogMatches(count[0], numbers);
  }

  private static Predicate<String> contains(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return line -> {
      String plain = line.indexOf('\u001b') < 0 ? line : COLOURS.matcher(line).replaceAll("");
      return plain.toLowerCase(Locale.ROOT).contains(wanted);
    };
  }

  private void collect(UUID attempt, long after, LineReader lines) {
    long seq = after;
    List<AttemptEvent> events;
    do {
      events = reads.eventsAfter(attempt, seq, BATCH);
      for (AttemptEvent event : events) {
        String text = LogText.of(event);
        if (text != null && !lines.read(text, event.at())) {
          return;
        }
        seq = event.seq();
      }
    } while (events.size() == BATCH);
    lines.finish();
  }
}
