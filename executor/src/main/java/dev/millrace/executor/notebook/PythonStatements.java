package dev.millrace.executor.notebook;

import dev.millrace.dsl.PythonNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts Python source into statements of tokens: enough of the language's lexical rules to find
 * assignments, strings and comments reliably, without understanding expressions. IPython's lines
 * for a shell ({@code !…}) and magics ({@code %…}) are left out. Total: broken source gives some
 * statements, never an exception.
 */
final class PythonStatements {
  private static final Set<String> LONG_OPERATORS =
      Set.of(
          "**=", "//=", ">>=", "<<=", "...", "==", "!=", "<=", ">=", "->", ":=", "+=", "-=", "*=",
          "/=", "%=", "&=", "|=", "^=", "@=", "**", "//", ">>", "<<");

  /**
   * Python's own limit of formatted strings in each other is higher than anything that is written.
   */
  private static final int MOST_NESTED_STRINGS = 100;

  private final String source;
  private final List<Statement> statements = new ArrayList<>();
  private List<Token> tokens = new ArrayList<>();
  private int position;
  private int depth;
  private int nestedStrings;
  private int indent;
  private boolean lineStart = true;
  private boolean continued;

  private PythonStatements(String source) {
    this.source = source;
  }

  enum Kind {
    NAME,
    /** Numbers and strings. */
    LITERAL,
    OPERATOR
  }

  /**
   * A token.
   *
   * @param text as written; of a name, its normal form, by which Python knows it
   * @param start offset in the source
   * @param end offset behind it
   * @param depth how many brackets are open around it
   * @param fields of a formatted string, the tokens of each replacement field's expression
   */
  record Token(Kind kind, String text, int start, int end, int depth, List<List<Token>> fields) {
    boolean is(String operator) {
      return kind == Kind.OPERATOR && depth == 0 && text.equals(operator);
    }

    boolean isWord(String word) {
      return kind == Kind.NAME && text.equals(word);
    }
  }

  /**
   * A simple statement, or the head of a compound one with what follows it on its line.
   *
   * @param indent columns before its line
   * @param continued whether it follows another one on its line, after a semicolon
   * @param comment the text after the {@code #} at the end of its last line, stripped, or null
   */
  record Statement(int indent, boolean continued, List<Token> tokens, @Nullable String comment) {
    /** The same statement from a token on. */
    Statement from(int token) {
      return new Statement(indent, continued, tokens.subList(token, tokens.size()), comment);
    }
  }

  static List<Statement> of(String source) {
    PythonStatements all = new PythonStatements(source);
    all.scan();
    return all.statements;
  }

  private void scan() {
    while (position < source.length()) {
      char c = source.charAt(position);
      if (isNewline(position)) {
        position++;
        if (depth == 0) {
          end(null);
          continued = false;
          lineStart = true;
        }
      } else if (c == '\\' && position + 1 < source.length() && isNewline(position + 1)) {
        position += source.startsWith("\r\n", position + 1) ? 3 : 2;
      } else if (Character.isWhitespace(c) || c == '\ufeff') {
        position++;
      } else if (c == '#') {
        comment();
      } else {
        if (lineStart) {
          // Only spaces were before it on this line.
          lineStart = false;
          indent = position - lineBegin();
        }
        if (beginsSystemLine(c)) {
          systemLine();
        } else {
          token();
        }
      }
    }
    end(null);
  }

  private int lineBegin() {
    return 1
        + Math.max(source.lastIndexOf('\n', position - 1), source.lastIndexOf('\r', position - 1));
  }

  private boolean isNewline(int at) {
    return source.charAt(at) == '\n' || source.charAt(at) == '\r';
  }

  private int lineEnd() {
    int end = position;
    while (end < source.length() && !isNewline(end)) {
      end++;
    }
    return end;
  }

  private void comment() {
    int end = lineEnd();
    String text = source.substring(position + 1, end).strip();
    position = end;
    if (depth == 0 && !tokens.isEmpty()) {
      end(text);
    }
  }

  private void end(@Nullable String comment) {
    if (!tokens.isEmpty()) {
      statements.add(new Statement(indent, continued, tokens, comment));
      tokens = new ArrayList<>();
    }
  }

  /** {@code !ls}, {@code %magic}, {@code ?name}, and {@code x = !ls}. */
  private boolean beginsSystemLine(char c) {
    if (c != '!' && c != '%' && c != '?') {
      return false;
    }
    return depth == 0 && (tokens.isEmpty() || (c != '?' && tokens.getLast().is("=")));
  }

  private void systemLine() {
    int start = position;
    int end = lineEnd();
    while (end < source.length() && source.charAt(end - 1) == '\\') {
      position = end + (source.startsWith("\r\n", end) ? 2 : 1);
      end = lineEnd();
    }
    position = end;
    if (!tokens.isEmpty()) {
      add(Kind.LITERAL, start);
    }
  }

  private void token() {
    int start = position;
    int c = source.codePointAt(position);
    if (PythonNames.isStart(c)) {
      while (position < source.length() && PythonNames.isPart(source.codePointAt(position))) {
        position += Character.charCount(source.codePointAt(position));
      }
      if (position < source.length() && isQuote(position) && isPrefix(start, position)) {
        string(start);
      } else {
        add(Kind.NAME, start);
      }
    } else if (isQuote(position)) {
      string(start);
    } else if (c >= '0' && c <= '9') {
      while (position < source.length() && isNumberPart(start)) {
        position++;
      }
      add(Kind.LITERAL, start);
    } else {
      operator((char) c);
    }
  }

  private boolean isNumberPart(int start) {
    char c = source.charAt(position);
    boolean signOfExponent =
        (c == '+' || c == '-')
            && Character.toLowerCase(source.charAt(position - 1)) == 'e'
            && !source.startsWith("0x", start);
    return PythonNames.isPart(c) || c == '.' || signOfExponent;
  }

  private boolean isQuote(int at) {
    return source.charAt(at) == '"' || source.charAt(at) == '\'';
  }

  private boolean isPrefix(int start, int end) {
    return end - start <= 2
        && source.substring(start, end).chars().allMatch(c -> "rRbBuUfFtT".indexOf(c) >= 0);
  }

  /**
   * Reads a string literal, whose opening quote is at the position.
   *
   * @param prefix where the literal begins
   */
  private void string(int prefix) {
    String letters = source.substring(prefix, position);
    String mark = source.substring(position, position + 1);
    boolean isTriple = source.startsWith(mark.repeat(3), position);
    Literal literal =
        new Literal(
            isTriple ? mark.repeat(3) : mark,
            letters.chars().anyMatch(c -> "rR".indexOf(c) >= 0),
            letters.chars().anyMatch(c -> "fFtT".indexOf(c) >= 0)
                && nestedStrings < MOST_NESTED_STRINGS,
            new ArrayList<>());
    position += literal.close().length();
    nestedStrings++;
    while (!endsLiteral(literal)) {
      text(literal);
    }
    nestedStrings--;
    if (source.startsWith(literal.close(), position)) {
      position += literal.close().length();
    }
    String text = source.substring(prefix, position);
    tokens.add(new Token(Kind.LITERAL, text, prefix, position, depth, literal.fields()));
  }

  /**
   * A string literal that is being read.
   *
   * @param close its closing quotes
   */
  private record Literal(
      String close, boolean isRaw, boolean isFormatted, List<List<Token>> fields) {
    boolean isTriple() {
      return close.length() == 3;
    }
  }

  /** Its closing quotes are here; a broken one ends with its line, or with the source. */
  private boolean endsLiteral(Literal literal) {
    return position >= source.length()
        || source.startsWith(literal.close(), position)
        || (!literal.isTriple() && isNewline(position));
  }

  /** Passes a character, an escape, or a replacement field. */
  private void text(Literal literal) {
    char c = source.charAt(position);
    boolean opens = literal.isFormatted() && c == '{';
    if (literal.isFormatted() && !literal.isRaw() && source.startsWith("\\N{", position)) {
      position += 3;
    } else if (c == '\\') {
      // It takes the next character with it, also in raw strings, but not the brace of a field.
      boolean beforeField = literal.isFormatted() && source.startsWith("{", position + 1);
      position = beforeField ? position + 1 : Math.min(position + 2, source.length());
    } else if (opens && source.startsWith("{{", position)) {
      position += 2;
    } else if (opens) {
      field(literal);
    } else {
      position++;
    }
  }

  /**
   * Reads a replacement field, in whose expression any quotes may be: an expression, a conversion
   * ({@code !r}) and a format, which may hold fields too.
   */
  private void field(Literal literal) {
    List<Token> around = tokens;
    int depthAround = depth;
    tokens = new ArrayList<>();
    depth++;
    position++;
    int own = depth;
    while (position < source.length() && !endsExpression(own)) {
      char c = source.charAt(position);
      if (isNewline(position) && !literal.isTriple() && depth == own) {
        break; // a broken field
      } else if (Character.isWhitespace(c)) {
        position++;
      } else if (c == '#') {
        position = lineEnd();
      } else {
        token();
      }
    }
    literal.fields().add(tokens);
    tokens = around;
    depth = depthAround;
    boolean hasFormat = position < source.length() && source.charAt(position) != '}';
    if (hasFormat) {
      nestedStrings++;
      format(literal);
      nestedStrings--;
    }
    if (source.startsWith("}", position)) {
      position++;
    }
  }

  /** {@code :=} in a field begins a format, unless brackets are around it. */
  private boolean endsExpression(int own) {
    char c = source.charAt(position);
    return depth <= own
        && (c == '}' || c == ':' || (c == '!' && !source.startsWith("=", position + 1)));
  }

  private void format(Literal literal) {
    while (!endsLiteral(literal) && source.charAt(position) != '}') {
      if (source.charAt(position) == '{' && nestedStrings < MOST_NESTED_STRINGS) {
        field(literal);
      } else {
        position++;
      }
    }
  }

  private void operator(char c) {
    int start = position;
    if (c == ';' && depth == 0) {
      position++;
      end(null);
      continued = true;
      return;
    }
    for (int length = 3; length > 1; length--) {
      int end = Math.min(start + length, source.length());
      if (LONG_OPERATORS.contains(source.substring(start, end))) {
        position = end;
        add(Kind.OPERATOR, start);
        return;
      }
    }
    position++;
    if (")]}".indexOf(c) >= 0) {
      depth = Math.max(0, depth - 1);
    }
    add(Kind.OPERATOR, start);
    if ("([{".indexOf(c) >= 0) {
      depth++;
    }
  }

  private void add(Kind kind, int start) {
    String text = source.substring(start, position);
    String known = kind == Kind.NAME ? PythonNames.normal(text) : text;
    tokens.add(new Token(kind, known, start, position, depth, List.of()));
  }
}
