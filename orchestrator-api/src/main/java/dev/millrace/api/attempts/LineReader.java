package dev.millrace.api.attempts;

import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes lines of pieces of text. As on a terminal a carriage return begins the line anew, unless
 * the line ends with it.
 */
final class LineReader {
  /** Characters of a line that are kept. */
  static final int LONGEST = 64 * 1024;

  private final Predicate<LogLines.Line> receiver;
  private final StringBuilder line = new StringBuilder();
  private int number;
  private boolean begun;
  private boolean cut;
  private boolean returned;
  private Instant at = Instant.EPOCH;

  /**
   * @param number of the first line
   * @param receiver takes each line that has ended; false: no more are wanted
   */
  LineReader(int number, Predicate<LogLines.Line> receiver) {
    this.number = number;
    this.receiver = receiver;
  }

  /**
   * Takes the next piece.
   *
   * @return whether more are wanted
   */
  boolean read(String text, Instant when) {
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      add(text, from, end < 0 ? text.length() : end, when);
      if (end < 0) {
        return true;
      }
      begin(when);
      if (!end()) {
        return false;
      }
      from = end + 1;
    }
    return true;
  }

  /** Hands on the line that has not ended, if there is one. */
  void finish() {
    if (begun) {
      end();
    }
  }

  private void add(String text, int from, int to, Instant when) {
    if (from == to) {
      return;
    }
    begin(when);
    if (returned) {
      restart();
    }
    returned = text.charAt(to - 1) == '\r';
    int last = returned ? to - 1 : to;
    int back = text.lastIndexOf('\r', last - 1);
    if (back >= from) {
      restart();
    }
    int kept = Math.max(from, back + 1);
    int room = LONGEST - line.length();
    line.append(text, kept, Math.min(last, kept + room));
    cut |= last - kept > room;
  }

  private void begin(Instant when) {
    if (!begun) {
      begun = true;
      at = when;
    }
  }

  private void restart() {
    line.setLength(0);
    cut = false;
  }

  private boolean end() {
    @Nullable Boolean isCut = cut ? true : null;
    boolean more = receiver.test(new LogLines.Line(number++, at, line.toString(), isCut));
    restart();
    begun = false;
    returned = false;
    return more;
  }
}
