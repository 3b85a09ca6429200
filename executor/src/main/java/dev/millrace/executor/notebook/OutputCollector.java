package dev.millrace.executor.notebook;

import dev.millrace.executor.notebook.NotebookEvent.StreamName;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Collects outputs of cells within the limits of an attempt. Filled by the thread that reads the
 * kernel, emptied by the one that tells events; neither waits for the other, and memory is bounded
 * by the limits.
 */
final class OutputCollector {
  /** Of one traceback; an error is always told. */
  private static final int TRACEBACK = 64 << 10;

  private static final int MAX_NOTICES = 100;

  private final PendingOutput pending;
  private long left;
  private int tailLeft;
  private int notices;
  private @Nullable Held held;
  private @Nullable Integer clearAtNextOutput;

  OutputCollector(OutputLimits limits, Clock clock) {
    this.pending = new PendingOutput(clock);
    this.left = limits.attemptBytes() - limits.tailBytes();
    this.tailLeft = limits.tailBytes();
  }

  synchronized void print(int cell, StreamName stream, String text) {
    clearIfAsked(cell);
    if (left > 0 && text.length() <= left) {
      left -= pending.print(cell, stream, text);
    } else {
      int fits = (int) Math.max(0, Math.min(left, text.length()));
      if (fits > 0 && Character.isHighSurrogate(text.charAt(fits - 1))) {
        fits--;
      }
      if (fits > 0) {
        pending.print(cell, stream, text.substring(0, fits));
      }
      left = 0;
      tail(cell).print(stream, text.substring(fits));
    }
  }

  /**
   * @param size of its data
   * @param what its type, for the notice if it is too big
   */
  synchronized void add(
      int cell, ObjectNode output, @Nullable String displayId, long size, String what) {
    clearIfAsked(cell);
    if (size <= left && size <= OutputLimits.EVENT_BYTES) {
      left -= size;
      pending.add(cell, output, displayId);
    } else if (left > 0 && notices < MAX_NOTICES) {
      // One thing too big does not silence the rest.
      notices++;
      pending.cut(cell, size, what);
    } else {
      left = 0;
      tail(cell).drop(size);
    }
  }

  /** An error, cut to the head and tail of its traceback and added whatever else was left out. */
  synchronized void fail(int cell, ObjectNode error) {
    clearIfAsked(cell);
    tellTail();
    pending.add(cell, shortened(error), null);
  }

  synchronized void update(String displayId, JsonNode data, JsonNode metadata, long size) {
    if (size <= left && size <= OutputLimits.EVENT_BYTES) {
      left -= size;
      pending.update(displayId, data, metadata);
    }
  }

  /**
   * @param wait whether the outputs stay until the next one comes
   */
  synchronized void clear(int cell, boolean wait) {
    if (wait) {
      clearAtNextOutput = cell;
    } else {
      doClear(cell);
    }
  }

  /** The cell is over: what was held back of its end is told now. */
  synchronized void cellEnded() {
    tellTail();
    clearAtNextOutput = null;
  }

  synchronized boolean isEmpty() {
    return pending.isEmpty();
  }

  /** What is to be told now. */
  synchronized List<NotebookEvent> take() {
    return pending.isEmpty() ? List.of() : new ArrayList<>(pending.take());
  }

  private void clearIfAsked(int cell) {
    if (clearAtNextOutput != null && clearAtNextOutput == cell) {
      clearAtNextOutput = null;
      doClear(cell);
    }
  }

  private void doClear(int cell) {
    if (held != null && held.cell() == cell) {
      held.tail().clear();
    } else {
      left += pending.clear(cell);
    }
  }

  private OutputTail tail(int cell) {
    if (held != null && held.cell() != cell) {
      tellTail();
    }
    if (held == null) {
      held = new Held(cell, new OutputTail(tailLeft));
    }
    return held.tail();
  }

  private void tellTail() {
    if (held != null) {
      tailLeft -= held.tail().kept();
      held.tail().tellTo(pending, held.cell());
      held = null;
    }
  }

  private static ObjectNode shortened(ObjectNode error) {
    ObjectNode copy = error.deepCopy();
    List<String> lines = new ArrayList<>();
    error.path("traceback").forEach(line -> lines.add(line.asString("")));
    Excerpt.of(lines, TRACEBACK).forEach(copy.putArray("traceback")::add);
    return copy.put("evalue", Excerpt.of(error.path("evalue").asString(""), TRACEBACK));
  }

  private record Held(int cell, OutputTail tail) {}
}
