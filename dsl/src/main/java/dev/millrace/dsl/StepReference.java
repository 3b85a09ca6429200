package dev.millrace.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mention of a step in the source of an expression: {@code steps.NAME} or {@code steps["NAME"]}.
 *
 * @param step the name that the expression language reads
 * @param asWritten the same, with dashes and what follows them: {@code steps.prepare-data} reads
 *     the step {@code prepare} and subtracts, which is seldom what was meant
 * @param offset where the mention begins in the source, in UTF-16 units from 0
 */
public record StepReference(String step, String asWritten, int offset) {
  private static final Pattern FIELD =
      Pattern.compile("\\s*+\\.\\s*+\\??+\\s*+(?<step>[A-Za-z_][A-Za-z0-9_]*+)");
  private static final Pattern KEY =
      Pattern.compile(
          "\\s*+\\[\\s*+\\??+\\s*+(\"(?<double>[^\"\\\\]*+)\"|'(?<single>[^'\\\\]*+)')\\s*+]");
  private static final String WORD = "steps";

  /**
   * All mentions in the order of the source. Finds them in sources with mistakes, too; never
   * throws.
   */
  public static List<StepReference> in(String source) {
    List<StepReference> found = new ArrayList<>();
    int at = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '\'' || c == '"') {
        at = ExpressionScanner.afterString(source, at);
      } else if (Character.isJavaIdentifierStart(c)) {
        int end = endOfWord(source, at);
        if (end - at == WORD.length() && source.startsWith(WORD, at) && !isField(source, at)) {
          addReference(source, at, end, found);
        }
        at = end;
      } else {
        at++;
      }
    }
    return List.copyOf(found);
  }

  private static void addReference(String source, int begin, int end, List<StepReference> found) {
    Matcher field = FIELD.matcher(source).region(end, source.length());
    if (field.lookingAt()) {
      String step = field.group("step");
      String rest = source.substring(field.end(), endOfDashed(source, field.end()));
      found.add(new StepReference(step, step + rest, begin));
      return;
    }
    Matcher key = KEY.matcher(source).region(end, source.length());
    if (key.lookingAt()) {
      String step = key.group("double") != null ? key.group("double") : key.group("single");
      found.add(new StepReference(step, step, begin));
    }
  }

  private static int endOfWord(String source, int begin) {
    int end = begin;
    while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Behind what reads as dashes between words, such as {@code -data-2}. */
  private static int endOfDashed(String source, int begin) {
    int end = begin;
    int at = begin;
    while (at + 1 < source.length() && source.charAt(at) == '-' && isWord(source.charAt(at + 1))) {
      at++;
      while (at < source.length() && isWord(source.charAt(at))) {
        at++;
      }
      end = at;
    }
    return end;
  }

  private static boolean isWord(char c) {
    return c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
  }

  private static boolean isField(String source, int begin) {
    int end = begin;
    while (end > 0 && Character.isWhitespace(source.charAt(end - 1))) {
      end--;
    }
    return source.startsWith(".", end - 1) || source.startsWith(".?", end - 2);
  }
}
