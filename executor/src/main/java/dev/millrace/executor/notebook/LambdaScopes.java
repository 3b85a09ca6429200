package dev.millrace.executor.notebook;

import dev.millrace.executor.notebook.PythonStatements.Kind;
import dev.millrace.executor.notebook.PythonStatements.Token;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Which tokens of an expression are in the body of a lambda, whose scope is its own. A lambda's
 * defaults are of the scope around.
 */
final class LambdaScopes {
  /** The lambdas that are open, the innermost first. */
  private final Deque<Lambda> open = new ArrayDeque<>();

  private int bodies;

  /** The body has begun if the colon was passed. */
  private record Lambda(int depth, boolean inBody) {}

  /** Passes the next token. */
  void pass(Token token) {
    while (!open.isEmpty() && open.peek().depth() > token.depth()) {
      close();
    }
    if (token.isWord("lambda")) {
      open.push(new Lambda(token.depth(), false));
    } else if (endsBody(token)) {
      while (!open.isEmpty() && open.peek().inBody() && open.peek().depth() == token.depth()) {
        close();
      }
      Lambda head = open.peek();
      if (isOperator(token, ":") && head != null && head.depth() == token.depth()) {
        open.pop();
        open.push(new Lambda(head.depth(), true));
        bodies++;
      }
    }
  }

  /** Whether the last token that was passed is in a lambda's body. */
  boolean inBody() {
    return bodies > 0;
  }

  private void close() {
    bodies -= open.pop().inBody() ? 1 : 0;
  }

  /** What cannot stand in a body but in brackets; {@code for} is the comprehension's around. */
  private static boolean endsBody(Token token) {
    return isOperator(token, ",")
        || isOperator(token, ":")
        || isOperator(token, "=")
        || token.isWord("for")
        || token.isWord("async");
  }

  private static boolean isOperator(Token token, String text) {
    return token.kind() == Kind.OPERATOR && token.text().equals(text);
  }
}
