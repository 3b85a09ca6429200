package dev.millrace.client;

import org.jspecify.annotations.Nullable;

/**
 * One of the problems that a request was refused for.
 *
 * @param code stable, for example {@code STEP_UNKNOWN}
 * @param message what is wrong
 * @param file the file in which it is wrong; null: not in a file
 * @param line in that file, from 1; 0: not known
 * @param column in that line, from 1; 0: not known
 * @param pointer the place in the definition as a JSON pointer; empty: the whole
 * @param hint what to do; null: nothing to add
 */
public record ApiProblem(
    String code,
    String message,
    @Nullable String file,
    int line,
    int column,
    String pointer,
    @Nullable String hint) {

  static ApiProblem of(Answer problem) {
    var where = new Answer(problem.json().path("where"));
    String code = problem.json().path("code").asString("");
    return new ApiProblem(
        code,
        problem.json().path("message").asString(code),
        where.textOrNull("file"),
        where.number("line"),
        where.json().path("column").asInt(where.number("line") > 0 ? 1 : 0),
        where.json().path("pointer").asString(""),
        problem.textOrNull("hint"));
  }

  /** {@code dags/a.yaml:3:5: step 'x' … (did you mean 'y'?)}. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    if (file != null) {
      text.append(file);
      if (line > 0) {
        text.append(':').append(line).append(':').append(column);
      }
      text.append(": ");
    }
    text.append(message);
    if (hint != null) {
      text.append(" (").append(hint).append(')');
    }
    return text.toString();
  }
}
