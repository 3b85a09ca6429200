package dev.millrace.executor.notebook;

import dev.millrace.dsl.PythonKeywords;
import dev.millrace.executor.notebook.PythonStatements.Kind;
import dev.millrace.executor.notebook.PythonStatements.Statement;
import dev.millrace.executor.notebook.PythonStatements.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names that a cell of Python assigns in its own scope: parameters with their defaults, or
 * outputs.
 */
final class PythonAssignments {
  private static final Set<String> SCOPES = Set.of("def", "class", "async");
  private static final Pattern TYPE_COMMENT =
      // With DOTALL its end always matches, so that it never goes back.
      Pattern.compile("type:\\s*(\\S+(?:\\[[^]]*])?)\\s*(.*)", Pattern.DOTALL);

  private final String source;
  private final Map<String, DeclaredParameter> found = new LinkedHashMap<>();

  private PythonAssignments(String source) {
    this.source = source;
  }

  /**
   * In the order of first assignment; of several assignments the first gives type, default and
   * help.
   */
  static List<DeclaredParameter> in(String source) {
    PythonAssignments all = new PythonAssignments(source);
    int scope = Integer.MAX_VALUE;
    for (Statement statement : PythonStatements.of(source)) {
      if (statement.indent() <= scope) {
        scope = Integer.MAX_VALUE;
        if (SCOPES.contains(statement.tokens().getFirst().text())) {
          scope = statement.indent();
        } else {
          all.assignment(statement);
        }
      }
    }
    return List.copyOf(all.found.values());
  }

  private void assignment(Statement statement) {
    List<List<Token>> parts = split(statement.tokens(), "=");
    if (parts.size() == 1) {
      augmented(statement);
      return;
    }
    List<Token> targets = new ArrayList<>();
    int count = 0;
    for (List<Token> part : parts.subList(0, parts.size() - 1)) {
      List<Token> names = targetNames(part);
      if (names.isEmpty()) {
        break;
      }
      targets.addAll(names);
      count++;
    }
    if (count == 0 || parts.get(count).isEmpty()) {
      return;
    }
    boolean single = targets.size() == count;
    String value = text(parts.get(count).getFirst(), statement.tokens().getLast());
    String annotation = annotation(parts.getFirst());
    for (Token target : targets) {
      declare(target.text(), annotation, single ? value : null, statement.comment());
    }
  }

  private void augmented(Statement statement) {
    List<Token> tokens = statement.tokens();
    if (tokens.size() > 2
        && isName(tokens.getFirst())
        && tokens.get(1).kind() == Kind.OPERATOR
        && tokens.get(1).text().endsWith("=")
        && !Set.of("==", "!=", "<=", ">=").contains(tokens.get(1).text())) {
      declare(tokens.getFirst().text(), null, null, statement.comment());
    }
  }

  private void declare(
      String name, @Nullable String annotation, @Nullable String value, @Nullable String comment) {
    String type = annotation;
    String help = comment;
    Matcher matcher = TYPE_COMMENT.matcher(comment == null ? "" : comment);
    if (matcher.matches()) {
      type = annotation == null ? matcher.group(1) : annotation;
      help = matcher.group(2);
    }
    found.putIfAbsent(
        name,
        new DeclaredParameter(name, type, value, help == null || help.isEmpty() ? null : help));
  }

  /**
   * The names if the tokens are a target: {@code a}, {@code a: T}, {@code a, b}, {@code (a, *b)};
   * else none.
   */
  private static List<Token> targetNames(List<Token> tokens) {
    List<Token> target = split(tokens, ":").getFirst();
    List<Token> names = new ArrayList<>();
    boolean nameMayFollow = true;
    for (Token token : target) {
      if (isName(token) && nameMayFollow) {
        names.add(token);
        nameMayFollow = false;
      } else if (token.kind() == Kind.OPERATOR && ",*()[]".contains(token.text())) {
        // "a[0] = 1" and "f(x) = 1" assign no name: a bracket right behind a name.
        if (!nameMayFollow && (token.text().equals("(") || token.text().equals("["))) {
          return List.of();
        }
        nameMayFollow |= token.text().equals(",");
      } else {
        return List.of();
      }
    }
    return names;
  }

  private static boolean isName(Token token) {
    return token.kind() == Kind.NAME && !PythonKeywords.contains(token.text());
  }

  private @Nullable String annotation(List<Token> target) {
    List<List<Token>> parts = split(target, ":");
    return parts.size() == 2 && !parts.get(1).isEmpty()
        ? text(parts.get(1).getFirst(), parts.get(1).getLast())
        : null;
  }

  private String text(Token first, Token last) {
    return source.substring(first.start(), last.end());
  }

  private static List<List<Token>> split(List<Token> tokens, String operator) {
    List<List<Token>> parts = new ArrayList<>();
    List<Token> part = new ArrayList<>();
    for (Token token : tokens) {
      if (token.is(operator)) {
        parts.add(part);
        part = new ArrayList<>();
      } else {
        part.add(token);
      }
    }
    parts.add(part);
    return parts;
  }
}
