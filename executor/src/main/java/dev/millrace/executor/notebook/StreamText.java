package dev.millrace.executor.notebook;

/**
 * The text of a stream as a terminal would leave it: a carriage return that is followed by anything
 * but a line feed erases the line so far. Progress bars so become one line.
 */
final class StreamText {
  private final StringBuilder text = new StringBuilder();
  private final boolean continues;
  private int lineStart;

  /**
   * @param continues whether a part of the first line may stand elsewhere; then an erasure of it is
   *     kept as a leading carriage return, which has its effect when this text is appended to that
   *     part
   */
  StreamText(boolean continues) {
    this.continues = continues;
  }

  void append(String more) {
    int start = 0;
    while (start < more.length()) {
      if (text.length() > lineStart
          && text.charAt(text.length() - 1) == '\r'
          && more.charAt(start) != '\n') {
        eraseLine();
      }
      int end = endOfPart(more, start);
      text.append(more, start, end);
      if (text.charAt(text.length() - 1) == '\n') {
        lineStart = text.length();
      }
      start = end;
    }
  }

  int length() {
    return text.length();
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void eraseLine() {
    text.setLength(lineStart);
    if (continues && lineStart == 0) {
      text.append('\r');
      lineStart = 1;
    }
  }

  /** Behind the next line feed or carriage return. */
  private static int endOfPart(String more, int start) {
    for (int i = start; i < more.length(); i++) {
      char c = more.charAt(i);
      if (c == '\n' || c == '\r') {
        return i + 1;
      }
    }
    return more.length();
  }
}
