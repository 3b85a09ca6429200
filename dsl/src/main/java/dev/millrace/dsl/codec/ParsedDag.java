package dev.millrace.dsl.codec;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.validation.InvalidDagException;
import dev.millrace.dsl.validation.Problem;
import dev.millrace.dsl.validation.SourceMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the text of a definition.
 *
 * @param dag what could be read of it, so that further checks can add to the problems; null when
 *     nothing could. With an error among the problems it may lack what was wrong and must not be
 *     stored or run
 * @param problems every problem, at most fifty, in the order of the text
 * @param source where everything was written, for problems that are found later
 * @param text the author's own text, comments included
 */
public record ParsedDag(@Nullable Dag dag, List<Problem> problems, SourceMap source, String text) {
  /** Copies the list. */
  public ParsedDag {
    problems = List.copyOf(problems);
  }

  /** Whether there is a Dag and no error; there may be warnings. */
  public boolean isValid() {
    return dag != null && problems.stream().noneMatch(Problem::isError);
  }

  /**
   * The Dag.
   *
   * @throws InvalidDagException with all problems when there is an error
   */
  public Dag orThrow() {
    if (dag == null || !isValid()) {
      throw new InvalidDagException(problems);
    }
    return dag;
  }
}
