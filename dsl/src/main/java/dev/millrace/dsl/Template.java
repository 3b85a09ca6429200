package dev.millrace.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text with {@code ${{ expression }}} in it, split into its parts.
 *
 * <p>An expression ends at the first {@code }}} that is neither in one of its own string literals
 * nor closes one of its own braces. A literal <code>${{</code> is written as an expression that is
 * a string: <code>${{ '${{' }}</code>.
 *
 * @param parts in the order of the text; adjacent literals are one
 */
public record Template(List<Part> parts) {
  private static final String OPEN = "${{";

  /** A piece of a template. */
  public sealed interface Part {}

  /** Text that stays as it is. */
  public record Literal(String text) implements Part {}

  /**
   * CEL between the braces.
   *
   * @param source without the blanks around it
   * @param offset where {@code source} begins in the whole text, in UTF-16 units from 0
   */
  public record Expression(String source, int offset) implements Part {}

  /** The text is no template: an expression is empty or does not end. */
  public static final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SyntaxException(String message) {
      super(message);
    }
  }

  /** Copies the list. */
  public Template {
    parts = List.copyOf(parts);
  }

  /** Whether the text holds <code>${{</code>, so that it needs {@link #parse}. */
  public static boolean isTemplate(String text) {
    return text.contains(OPEN);
  }

  /**
   * Splits a text.
   *
   * @throws SyntaxException when an expression is empty or does not end; the message names it
   */
  public static Template parse(String text) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
      if (open > at) {
        parts.add(new Literal(text.substring(at, open)));
      }
      int begin = open + OPEN.length();
      int end = ExpressionScanner.end(text, begin);
      if (end < 0) {
        throw new SyntaxException(
            "'%s' is not closed by '}}'".formatted(abbreviated(text.substring(open))));
      }
      parts.add(expression(text, begin, end));
      at = end + 2;
    }
    if (at < text.length()) {
      parts.add(new Literal(text.substring(at)));
    }
    return new Template(parts);
  }

  /** Whether there is no expression in it. */
  public boolean isLiteral() {
    return parts.stream().noneMatch(Expression.class::isInstance);
  }

  /**
   * The expression, if it is all there is: its value then keeps its type and does not become a
   * text.
   */
  public Optional<Expression> single() {
    return parts.size() == 1 && parts.getFirst() instanceof Expression only
        ? Optional.of(only)
        : Optional.empty();
  }

  /** The expressions in the order of the text. */
  public List<Expression> expressions() {
    return parts.stream().filter(Expression.class::isInstance).map(Expression.class::cast).toList();
  }

  private static Expression expression(String text, int begin, int end) {
    String source = text.substring(begin, end);
    if (source.isBlank()) {
      throw new SyntaxException("there is no expression in '%s'".formatted(OPEN + source + "}}"));
    }
    return new Expression(source.strip(), begin + source.indexOf(source.strip()));
  }

  private static String abbreviated(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
