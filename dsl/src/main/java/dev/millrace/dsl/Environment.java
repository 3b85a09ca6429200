package dev.millrace.dsl;

/** The interpreter and packages a step runs in. Sealed: a new kind is a new record here. */
public sealed interface Environment {
  /**
   * A Python environment built from a requirements file of the project.
   *
   * @param file the file's path from the project's root
   */
  record Requirements(String file) implements Environment {}

  /** The worker's own interpreter, also where the project has a requirements file. */
  record None() implements Environment {}

  /** The worker's own interpreter, also where the project has a requirements file. */
  static Environment none() {
    return new None();
  }

  /** A Python environment built from the requirements file at that path from the project's root. */
  static Environment requirements(String file) {
    return new Requirements(file);
  }
}
