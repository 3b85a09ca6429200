package dev.millrace.dsl;

import java.util.List;

/** Which files a step publishes after it succeeded. */
public sealed interface Artifacts {
  /** The choices that need no list. */
  enum Choice implements Artifacts {
    /** No file is published. */
    NONE,
    /** Every file that the step created or altered. */
    CHANGED
  }

  /**
   * The files that match any of the patterns.
   *
   * @param patterns globs from the project's root; not empty
   */
  record Globs(List<String> patterns) implements Artifacts {
    /** Copies the list. */
    public Globs {
      patterns = List.copyOf(patterns);
    }
  }

  /** The files that match any of the patterns; {@link Choice#NONE} when there are none. */
  static Artifacts globs(List<String> patterns) {
    return patterns.isEmpty() ? Choice.NONE : new Globs(patterns);
  }
}
