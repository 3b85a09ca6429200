package dev.millrace.executor.notebook;

import dev.millrace.executor.notebook.NotebookEvent.StreamName;

/**
 * The end of a cell's output after the limit was reached: its last text, and a count of what is
 * left out. Its memory is bounded.
 */
final class OutputTail {
  private final int limit;
  private final StringBuilder text = new StringBuilder();
  private StreamName stream = StreamName.STDOUT;
  private long leftOut;
  private boolean cleared;

  /**
   * @param limit how many characters of text are kept
   */
  OutputTail(int limit) {
    this.limit = limit;
  }

  void print(StreamName name, String more) {
    if (name != stream) {
      // One run of text is kept: that of the stream which spoke last.
      leftOut += text.length();
      text.setLength(0);
      stream = name;
    }
    if (more.length() > limit) {
      leftOut += text.length() + (more.length() - limit);
      text.setLength(0);
      text.append(more, more.length() - limit, more.length());
    } else {
      text.append(more);
      // Trimmed rarely: each trim moves what is kept.
      if (text.length() > 2 * limit) {
        leftOut += text.length() - limit;
        text.delete(0, text.length() - limit);
      }
    }
  }

  void drop(long bytes) {
    leftOut += bytes;
  }

  void clear() {
    cleared = true;
    drop(text.length());
    text.setLength(0);
  }

  /** Tells what there is. */
  void tellTo(PendingOutput pending, int cell) {
    int start = Math.max(0, text.length() - limit);
    if (start < text.length() && Character.isLowSurrogate(text.charAt(start))) {
      start++;
    }
    long all = leftOut + start;
    if (cleared) {
      pending.clear(cell);
    }
    if (all > 0) {
      pending.cut(cell, all, "output");
    }
    if (start < text.length()) {
      pending.print(cell, stream, text.substring(start));
    }
  }

  /** How much text is kept. */
  int kept() {
    return Math.min(limit, text.length());
  }
}
