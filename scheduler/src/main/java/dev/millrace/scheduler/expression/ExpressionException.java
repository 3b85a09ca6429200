package dev.millrace.scheduler.expression;

/**
 * An expression cannot be evaluated. The message is for the author of the Dag and names what is
 * wrong.
 */
public final class ExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExpressionException(String message) {
    super(message);
  }

  ExpressionException(String message, Throwable cause) {
    super(message, cause);
  }
}
