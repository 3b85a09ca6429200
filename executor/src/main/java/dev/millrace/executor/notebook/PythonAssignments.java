package dev.millrace.executor.notebook;

import dev.millrace.dsl.PythonKeywords;
import dev.millrace.executor.notebook.PythonStatements.Kind;
import dev.millrace.executor.notebook.PythonStatements.Statement;
import dev.millrace.executor.notebook.PythonStatements.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names that a cell of Python assigns in its own scope: parameters with their defaults, or
 * outputs. Functions, classes, imports and {@code type} statements are no such names, nor is what a
 * function assigns to a {@code global}: that depends on its being called.
 */
final class PythonAssignments {
  private static final Set<String> COMPOUND =
      Set.of("if", "elif", "else", "while", "for", "with", "try", "except", "finally", "case");
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<=", ">=");

  /** What follows a name, and not the pattern of a {@code case}. */
  private static final Set<String> OF_NAMES = Set.of("=", ":", ".", ",", ")", ":=");

  /** Cell magics that run Python where the notebook runs. */
  private static final Pattern CELL_MAGIC =
      Pattern.compile("\\s*%%(?!(?:time|capture|prun)\\b)[\\s\\S]*");

  private static final Pattern TYPE_COMMENT =
      // With DOTALL its end always matches, so that it never goes back.
      Pattern.compile("type:\\s*(\\S+(?:\\[[^]]*])?)\\s*(.*)", Pattern.DOTALL);

  private final String source;
  private final Map<String, DeclaredParameter> found = new LinkedHashMap<>();
  private final Set<String> assigned = new LinkedHashSet<>();

  private PythonAssignments(String source) {
    this.source = source;
  }

  /**
   * In the order of first binding; of several assignments the first gives type, default and help.
   * Loops, {@code with} and {@code case} bind too.
   */
  static List<DeclaredParameter> in(String source) {
    return List.copyOf(read(source).found.values());
  }

  /** The names that assignments bind, without those of loops, {@code with} and {@code case}. */
  static List<String> assigned(String source) {
    return List.copyOf(read(source).assigned);
  }

  private static PythonAssignments read(String source) {
    PythonAssignments all = new PythonAssignments(source);
    if (CELL_MAGIC.matcher(source).matches()) {
      return all;
    }
    int scope = Integer.MAX_VALUE;
    boolean inside = false;
    boolean inBlock = false;
    for (Statement statement : PythonStatements.of(source)) {
      inside = statement.continued() && inside;
      if (!inside && statement.indent() <= scope) {
        scope = Integer.MAX_VALUE;
        if (opensScope(statement.tokens())) {
          scope = statement.indent();
          inside = true;
          all.walrus(head(statement.tokens()));
        } else {
          all.read(statement);
          inBlock =
              statement.indent() > 0
                  || (statement.continued() && inBlock)
                  || isCompound(statement.tokens())
                  || statement.tokens().getFirst().isWord("async");
          if (!inBlock) {
            all.deleted(statement.tokens());
          }
        }
      }
    }
    return all;
  }

  private static boolean opensScope(List<Token> tokens) {
    Token first = tokens.getFirst();
    return first.isWord("def")
        || first.isWord("class")
        || (first.isWord("async") && tokens.size() > 1 && tokens.get(1).isWord("def"));
  }

  private void read(Statement statement) {
    List<Token> tokens = statement.tokens();
    Token first = tokens.getFirst();
    if (first.isWord("async") && tokens.size() > 1) {
      read(statement.from(1));
    } else if (isCompound(tokens)) {
      List<Token> head = head(tokens);
      bound(first.text(), head);
      walrus(head);
      if (head.size() + 1 < tokens.size()) {
        read(statement.from(head.size() + 1));
      }
    } else {
      assignment(statement);
      walrus(tokens);
    }
  }

  private static boolean isCompound(List<Token> tokens) {
    Token first = tokens.getFirst();
    if (first.kind() != Kind.NAME || !COMPOUND.contains(first.text())) {
      return false;
    }
    // "case" is a name like any other where no pattern follows.
    return !first.text().equals("case")
        || (tokens.size() > 1
            && !OF_NAMES.contains(tokens.get(1).text())
            && !tokens.get(1).text().endsWith("=")
            && head(tokens).size() < tokens.size());
  }

  /** The tokens before the colon that ends a compound statement's head. */
  private static List<Token> head(List<Token> tokens) {
    return split(tokens, ":").getFirst();
  }

  /** What the head of a compound statement binds. */
  private void bound(String keyword, List<Token> head) {
    switch (keyword) {
      case "for" -> {
        int in = 1;
        while (in < head.size() && !(head.get(in).isWord("in") && head.get(in).depth() == 0)) {
          in++;
        }
        bind(targetNames(head.subList(1, in)));
      }
      case "with" -> {
        for (int i = 1; i < head.size(); i++) {
          if (head.get(i).isWord("as")) {
            bind(targetNames(head.subList(i + 1, endOfItem(head, i))));
          }
        }
      }
      case "case" -> bind(captures(head));
      default -> {}
    }
  }

  private static int endOfItem(List<Token> tokens, int as) {
    int depth = tokens.get(as).depth();
    int end = as + 1;
    while (end < tokens.size()
        && tokens.get(end).depth() >= depth
        && !(tokens.get(end).depth() == depth && tokens.get(end).text().equals(","))) {
      end++;
    }
    return end;
  }

  /** The names that a pattern captures: not those of classes, constants and keywords. */
  private static List<Token> captures(List<Token> head) {
    List<Token> names = new ArrayList<>();
    for (int i = 1; i < head.size() && !head.get(i).isWord("if"); i++) {
      String before = head.get(i - 1).text();
      String after = i + 1 < head.size() ? head.get(i + 1).text() : "";
      if (isName(head.get(i))
          && !head.get(i).text().equals("_")
          && !before.equals(".")
          && !Set.of(".", "(", "=").contains(after)) {
        names.add(head.get(i));
      }
    }
    return names;
  }

  private void bind(List<Token> names) {
    for (Token name : names) {
      found.putIfAbsent(name.text(), new DeclaredParameter(name.text(), null, null, null));
    }
  }

  private void assignment(Statement statement) {
    List<List<Token>> parts = split(statement.tokens(), "=");
    if (parts.size() == 1) {
      augmented(statement);
      return;
    }
    if (parts.getLast().isEmpty()) {
      return;
    }
    List<Token> targets = new ArrayList<>();
    for (List<Token> part : parts.subList(0, parts.size() - 1)) {
      List<List<Token>> annotated = split(part, ":");
      if (annotated.size() > 2) {
        return;
      }
      targets.addAll(targetNames(annotated.getFirst()));
    }
    boolean single = targets.size() == parts.size() - 1;
    String value = text(parts.getLast().getFirst(), parts.getLast().getLast());
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
        && !COMPARISONS.contains(tokens.get(1).text())) {
      declare(tokens.getFirst().text(), null, null, statement.comment());
    }
  }

  /**
   * {@code NAME :=} binds in the scope around, wherever it stands but in a lambda's body: also in a
   * comprehension, in a lambda's defaults and in a formatted string.
   */
  private void walrus(List<Token> tokens) {
    LambdaScopes lambdas = new LambdaScopes();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      lambdas.pass(token);
      if (!lambdas.inBody()) {
        token.fields().forEach(this::walrus);
        if (isName(token)
            && i + 1 < tokens.size()
            && tokens.get(i + 1).kind() == Kind.OPERATOR
            && tokens.get(i + 1).text().equals(":=")) {
          declare(token.text(), null, null, null);
        }
      }
    }
  }

  /** {@code del NAME} outside of any block: the name is gone when the cell ends. */
  private void deleted(List<Token> tokens) {
    if (tokens.getFirst().isWord("del")) {
      for (Token name : targetNames(tokens.subList(1, tokens.size()))) {
        found.remove(name.text());
        assigned.remove(name.text());
      }
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
    assigned.add(name);
    found.putIfAbsent(
        name,
        new DeclaredParameter(name, type, value, help == null || help.isEmpty() ? null : help));
  }

  /**
   * The names of a target: {@code a}, {@code a, b}, {@code (a, *b)}; attributes and items in it
   * ({@code a.b}, {@code a[0]}, {@code f(x).b}) are none. Empty if the tokens are no target.
   */
  private static List<Token> targetNames(List<Token> target) {
    List<Token> names = new ArrayList<>();
    int i = 0;
    while (i < target.size()) {
      Token token = target.get(i);
      int next = endOfPrimary(target, i);
      boolean alone = next == i + 1;
      if (token.kind() == Kind.NAME) {
        boolean mayEnd =
            next >= target.size()
                || (target.get(next).kind() == Kind.OPERATOR
                    && ",)]".contains(target.get(next).text()));
        if (!mayEnd || (alone && PythonKeywords.contains(token.text()))) {
          return List.of();
        }
        if (alone) {
          names.add(token);
        }
        i = next;
      } else if (token.kind() == Kind.OPERATOR && ",*()[]".contains(token.text())) {
        boolean opensBehindBracket = i > 0 && ")]".contains(target.get(i - 1).text());
        if (opensBehindBracket && (token.text().equals("(") || token.text().equals("["))) {
          return List.of();
        }
        i++;
      } else {
        return List.of();
      }
    }
    return names;
  }

  /** Behind a name with the attributes, items and calls that follow it. */
  private static int endOfPrimary(List<Token> tokens, int at) {
    int next = at + 1;
    while (next < tokens.size() && tokens.get(next).kind() == Kind.OPERATOR) {
      String text = tokens.get(next).text();
      if (text.equals(".")) {
        next += 2;
      } else if (text.equals("(") || text.equals("[")) {
        int depth = tokens.get(next).depth();
        next++;
        while (next < tokens.size() && tokens.get(next).depth() > depth) {
          next++;
        }
        next++;
      } else {
        break;
      }
    }
    return Math.min(next, tokens.size());
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

  /** Cuts at an operator outside of brackets; what stands in a lambda belongs to that. */
  private static List<List<Token>> split(List<Token> tokens, String operator) {
    List<List<Token>> parts = new ArrayList<>();
    int begin = 0;
    int lambdas = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.isWord("lambda") && token.depth() == 0) {
        lambdas++;
      } else if (lambdas > 0 && token.is(":")) {
        lambdas--;
      } else if (lambdas == 0 && token.is(operator)) {
        parts.add(tokens.subList(begin, i));
        begin = i + 1;
      }
    }
    parts.add(tokens.subList(begin, tokens.size()));
    return parts;
  }
}
