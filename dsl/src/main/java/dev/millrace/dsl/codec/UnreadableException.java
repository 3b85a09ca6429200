package dev.millrace.dsl.codec;

import dev.millrace.dsl.codec.SourceNode.Position;
import dev.millrace.dsl.validation.Problem;
import dev.millrace.dsl.validation.ProblemCode;
import dev.millrace.dsl.validation.Where;

/** The text is so wrong that nothing after this place can be judged. */
final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemCode code;
  private final transient Position at;
  private final String hint;

  UnreadableException(ProblemCode code, Position at, String message, String hint) {
    super(message);
    this.code = code;
    this.at = at;
    this.hint = hint;
  }

  /** As a problem of that file. */
  Problem problem(String file) {
    String message = String.valueOf(getMessage());
    return Problem.error(code, message, new Where(file, at.line(), at.column(), "")).hint(hint);
  }
}
