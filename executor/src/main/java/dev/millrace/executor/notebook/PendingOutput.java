package dev.millrace.executor.notebook;

import dev.millrace.executor.notebook.NotebookEvent.DisplayUpdated;
import dev.millrace.executor.notebook.NotebookEvent.OutputAdded;
import dev.millrace.executor.notebook.NotebookEvent.OutputCut;
import dev.millrace.executor.notebook.NotebookEvent.OutputsCleared;
import dev.millrace.executor.notebook.NotebookEvent.StreamName;
import dev.millrace.executor.notebook.NotebookEvent.StreamPrinted;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Output that has come and was not told yet. Text that continues, repeated updates of one display,
 * and what was cleared before anybody saw it fall together here, so that a fast cell makes few
 * events.
 *
 * <p>Not safe for use by several threads.
 */
final class PendingOutput {
  /** Of one event: a character takes six bytes of JSON at most. */
  private static final int MAX_TEXT = 1 << 20;

  private final Clock clock;
  private List<Item> items = new ArrayList<>();

  PendingOutput(Clock clock) {
    this.clock = clock;
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  /**
   * @return by how many characters what waits has grown; negative when a progress bar erased itself
   */
  long print(int cell, StreamName stream, String text) {
    if (!items.isEmpty()
        && items.getLast() instanceof Text last
        && last.cell() == cell
        && last.stream() == stream) {
      int before = last.text().length();
      last.text().append(text);
      return (long) last.text().length() - before;
    }
    Text fresh = new Text(clock.instant(), cell, stream, new StreamText(true));
    fresh.text().append(text);
    items.add(fresh);
    return fresh.text().length();
  }

  void add(int cell, ObjectNode output, @Nullable String displayId) {
    items.add(new Event(cell, new OutputAdded(clock.instant(), cell, output, displayId)));
  }

  /** The last one wins; but an update never moves before an output that waits. */
  void update(String displayId, JsonNode data, JsonNode metadata) {
    Event fresh = new Event(-1, new DisplayUpdated(clock.instant(), displayId, data, metadata));
    items.removeIf(
        item ->
            item instanceof Event event
                && event.event() instanceof DisplayUpdated earlier
                && earlier.displayId().equals(displayId));
    items.add(fresh);
  }

  void cut(int cell, long bytes, String what) {
    items.add(new Event(cell, new OutputCut(clock.instant(), cell, bytes, what)));
  }

  /**
   * Nothing of this cell that still waits will be seen.
   *
   * @return how many characters of text that saved
   */
  long clear(int cell) {
    long saved = 0;
    for (Item item : items) {
      saved += item instanceof Text text && text.cell() == cell ? text.text().length() : 0;
    }
    items.removeIf(item -> item.cell() == cell);
    items.add(new Event(cell, new OutputsCleared(clock.instant(), cell)));
    return saved;
  }

  /** What waits, which then waits no more. */
  List<NotebookEvent> take() {
    List<Item> taken = items;
    items = new ArrayList<>();
    return taken.stream().flatMap(Item::toEvents).toList();
  }

  private sealed interface Item {
    int cell();

    Stream<NotebookEvent> toEvents();
  }

  private record Text(Instant at, int cell, StreamName stream, StreamText text) implements Item {
    @Override
    public Stream<NotebookEvent> toEvents() {
      String all = text.toString();
      List<NotebookEvent> events = new ArrayList<>();
      for (int start = 0; start < all.length(); ) {
        int end = Excerpt.safeEnd(all, Math.min(all.length(), start + MAX_TEXT));
        events.add(new StreamPrinted(at, cell, stream, all.substring(start, end)));
        start = end;
      }
      return events.stream();
    }
  }

  /** The cell is -1 where it belongs to none. */
  private record Event(int cell, NotebookEvent event) implements Item {
    @Override
    public Stream<NotebookEvent> toEvents() {
      return Stream.of(event);
    }
  }
}
