package dev.millrace.dsl;

/** Where a notebook's kernel starts. */
public sealed interface WorkingDirectory {
  /** The folders that have a name. */
  enum Named implements WorkingDirectory {
    /** The notebook's own folder, as in Jupyter. What a notebook has that says nothing. */
    NOTEBOOK,
    /** The project's root. */
    PROJECT
  }

  /**
   * Any other folder of the project.
   *
   * @param path from the project's root
   */
  record Folder(String path) implements WorkingDirectory {}
}
