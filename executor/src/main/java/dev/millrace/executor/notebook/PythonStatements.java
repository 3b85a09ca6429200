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

  private final String source;
  private final List<Statement> statements = new ArrayList<>();
  private List<Token> tokens = new ArrayList<>();
  private int position;
  private int depth;
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
   */
  record Token(Kind kind, String text, int start, int end, int depth) {
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
        position = stringEnd(position, start);
        add(Kind.LITERAL, start);
      } else {
        add(Kind.NAME, start);
      }
    } else if (isQuote(position)) {
      position = stringEnd(position, start);
      add(Kind.LITERAL, start);
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
   * Behind the closing quote; a backslash takes the next character with it, also in raw strings.
   *
   * @param quote where the opening one is
   * @param prefix where the literal begins
   */
  private int stringEnd(int quote, int prefix) {
    String mark = source.substring(quote, quote + 1);
    boolean isTriple = source.startsWith(mark.repeat(3), quote);
    String close = isTriple ? mark.repeat(3) : mark;
    boolean isFormatted =
        source.substring(prefix, quote).chars().anyMatch(c -> "fFtT".indexOf(c) >= 0);
    int at = quote + close.length();
    while (at < source.length()) {
      if (source.charAt(at) == '\\') {
        at = Math.min(at + 2, source.length());
      } else if (source.startsWith(close, at)) {
        return at + close.length();
      } else if (!isTriple && isNewline(at)) {
        return at; // a broken literal ends with its line
      } else if (isFormatted && source.startsWith("{{", at)) {
        at += 2;
      } else if (isFormatted && source.charAt(at) == '{' && source.charAt(at - 1) != 'N') {
        at = fieldEnd(at + 1, isTriple);
      } else {
        at++;
      }
    }
    return at;
  }

  /** Behind the brace that closes a replacement field, in which any quotes may be. */
  private int fieldEnd(int begin, boolean mayBreak) {
    int open = 1;
    int at = begin;
    int word = begin;
    while (at < source.length() && (mayBreak || !isNewline(at))) {
      char c = source.charAt(at);
      if (isQuote(at)) {
        at = stringEnd(at, isPrefix(word, at) ? word : at);
        word = at;
        continue;
      }
      open += c == '{' ? 1 : 0;
      open -= c == '}' ? 1 : 0;
      at++;
      if (open == 0) {
        return at;
      }
      word = PythonNames.isPart(c) ? word : at;
    }
    return at;
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
    tokens.add(new Token(kind, known, start, position, depth));
  }
}
