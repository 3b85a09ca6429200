package dev.millrace.executor.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts Python source into statements of tokens: enough of the language's lexical rules to find
 * assignments, strings and comments reliably, without understanding expressions. Total: broken
 * source gives some statements, never an exception.
 */
final class PythonStatements {
  private static final Set<String> LONG_OPERATORS =
      Set.of(
          "**=", "//=", ">>=", "<<=", "...", "==", "!=", "<=", ">=", "->", ":=", "+=", "-=", "*=",
          "/=", "%=", "&=", "|=", "^=", "@=", "**", "//", ">>", "<<");

  private final String source;
  private final List<Statement> statements = new ArrayList<>();
  private List<Token> tokens = new ArrayList<>();
  private int position;
  private int depth;
  private int indent;
  private boolean lineStart = true;

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
   * @param start offset in the source
   * @param end offset behind it
   * @param depth how many brackets are open around it
   */
  record Token(Kind kind, String text, int start, int end, int depth) {
    boolean is(String operator) {
      return kind == Kind.OPERATOR && depth == 0 && text.equals(operator);
    }
  }

  /**
   * A simple statement, or the head of a compound one.
   *
   * @param indent columns before its line
   * @param comment the text after the {@code #} at the end of its last line, stripped, or null
   */
  record Statement(int indent, List<Token> tokens, @Nullable String comment) {}

  static List<Statement> of(String source) {
    PythonStatements all = new PythonStatements(source);
    all.scan();
    return all.statements;
  }

  private void scan() {
    while (position < source.length()) {
      char c = source.charAt(position);
      if (c == '\n') {
        position++;
        if (depth == 0) {
          end(null);
          lineStart = true;
        }
      } else if (c == '\\' && position + 1 < source.length() && isNewline(position + 1)) {
        position += 2;
      } else if (Character.isWhitespace(c)) {
        blanks();
      } else if (c == '#') {
        comment();
      } else {
        if (lineStart) {
          // Only spaces were before it on this line.
          lineStart = false;
          indent = position - (source.lastIndexOf('\n', position - 1) + 1);
        }
        token(c);
      }
    }
    end(null);
  }

  private boolean isNewline(int at) {
    return source.charAt(at) == '\n' || source.charAt(at) == '\r';
  }

  private void blanks() {
    while (position < source.length()
        && source.charAt(position) != '\n'
        && Character.isWhitespace(source.charAt(position))) {
      position++;
    }
  }

  private void comment() {
    int end = source.indexOf('\n', position);
    end = end < 0 ? source.length() : end;
    String text = source.substring(position + 1, end).strip();
    position = end;
    if (depth == 0 && !tokens.isEmpty()) {
      end(text);
    }
  }

  private void end(@Nullable String comment) {
    if (!tokens.isEmpty()) {
      statements.add(new Statement(indent, tokens, comment));
      tokens = new ArrayList<>();
    }
  }

  private void token(char c) {
    int start = position;
    if (Character.isJavaIdentifierStart(c) && c != '$') {
      while (position < source.length() && isNamePart(source.charAt(position))) {
        position++;
      }
      if (position < source.length() && isQuote(source.charAt(position)) && isPrefix(start)) {
        string(start);
      } else {
        add(Kind.NAME, start);
      }
    } else if (isQuote(c)) {
      string(start);
    } else if (Character.isDigit(c)) {
      while (position < source.length() && isNumberPart(start)) {
        position++;
      }
      add(Kind.LITERAL, start);
    } else {
      operator(c);
    }
  }

  private static boolean isNamePart(char c) {
    return Character.isJavaIdentifierPart(c) && c != '$';
  }

  private boolean isNumberPart(int start) {
    char c = source.charAt(position);
    boolean signOfExponent =
        (c == '+' || c == '-')
            && Character.toLowerCase(source.charAt(position - 1)) == 'e'
            && !source.startsWith("0x", start);
    return isNamePart(c) || c == '.' || signOfExponent;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private boolean isPrefix(int start) {
    return position - start <= 2
        && source.substring(start, position).chars().allMatch(c -> "rRbBuUfFtT".indexOf(c) >= 0);
  }

  /**
   * From the opening quote to the closing one; a backslash takes the next character with it, also
   * in raw strings.
   */
  private void string(int start) {
    char quote = source.charAt(position);
    String triple = String.valueOf(quote).repeat(3);
    boolean isTriple = source.startsWith(triple, position);
    position += isTriple ? 3 : 1;
    while (position < source.length()) {
      char c = source.charAt(position);
      if (c == '\\') {
        position = Math.min(position + 2, source.length());
      } else if (isTriple ? source.startsWith(triple, position) : c == quote) {
        position += isTriple ? 3 : 1;
        break;
      } else if (!isTriple && c == '\n') {
        // A broken literal ends with its line.
        break;
      } else {
        position++;
      }
    }
    add(Kind.LITERAL, start);
  }

  private void operator(char c) {
    int start = position;
    if (c == ';' && depth == 0) {
      position++;
      end(null);
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
    tokens.add(new Token(kind, source.substring(start, position), start, position, depth));
  }
}
