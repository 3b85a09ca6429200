package dev.millrace.dsl;

/**
 * Walks over the source of an expression without understanding it: enough to find its end and the
 * string literals in it, where nothing else counts.
 */
final class ExpressionScanner {
  private ExpressionScanner() {}

  /**
   * The index of the {@code }}} that ends the expression which begins at {@code begin}; -1 when
   * there is none.
   */
  static int end(String text, int begin) {
    int depth = 0;
    int at = begin;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        at = afterString(text, at);
        continue;
      }
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        if (depth == 0) {
          return text.startsWith("}}", at) ? at : -1;
        }
        depth--;
      }
      at++;
    }
    return -1;
  }

  /**
   * The index after the string literal whose first quote is at {@code quote}; the text's length if
   * it is not closed.
   */
  static int afterString(String text, int quote) {
    boolean raw = quote > 0 && (text.charAt(quote - 1) == 'r' || text.charAt(quote - 1) == 'R');
    String one = text.substring(quote, quote + 1);
    String closing = text.startsWith(one.repeat(3), quote) ? one.repeat(3) : one;
    int at = quote + closing.length();
    while (at < text.length()) {
      if (text.startsWith(closing, at)) {
        return at + closing.length();
      }
      at += text.charAt(at) == '\\' && !raw ? 2 : 1;
    }
    return text.length();
  }
}
