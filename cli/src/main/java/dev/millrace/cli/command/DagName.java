package dev.millrace.cli.command;

import static dev.millrace.client.ApiConnection.segment;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;

/** A Dag, or a notebook that runs without one, as arguments name it: {@code films/recommender}. */
record DagName(String project, String dag) {

  /**
   * @throws CliException when the text has no two parts
   */
  static DagName of(String text) {
    int slash = text.indexOf('/');
    if (slash <= 0 || slash == text.length() - 1) {
      throw new CliException(
          ExitCode.BAD_USAGE,
          "'%s' names no Dag; it looks like films/recommender, or films/notebooks/train.ipynb where a notebook is taken"
              .formatted(text));
    }
    return new DagName(text.substring(0, slash), text.substring(slash + 1));
  }

  /** Where REST has it. */
  String path() {
    return "/projects/%s/dags/%s".formatted(segment(project), segment(dag));
  }
}
