package dev.millrace.executor.notebook;

import java.util.List;
import java.util.Optional;

/** A notebook as its author wrote it, read and checked, in the form of nbformat 4.5. Immutable. */
public final class Notebook {
  private Notebook() {}

  /**
   * Reads a file.
   *
   * @param file the bytes of an {@code .ipynb} file, UTF-8, at most 50 MiB and 10,000 cells. Older
   *     versions from 3 on are upgraded; missing or repeated cell ids are repaired
   * @throws NotebookException if it is no notebook that can be executed
   */
  public static Notebook parse(byte[] file) throws NotebookException {
    return Unbuilt.body();
  }

  /** The kernelspec it asks for. */
  public Optional<String> kernelName() {
    return Unbuilt.body();
  }

  /** The language its metadata names. */
  public Optional<String> language() {
    return Unbuilt.body();
  }

  /** How many cells have code. */
  public int codeCells() {
    return Unbuilt.body();
  }

  /**
   * Whether a cell is tagged {@code parameters}; then parameters it does not declare are mistakes.
   */
  public boolean hasParametersCell() {
    return Unbuilt.body();
  }

  /**
   * What the parameters cell declares, in its order; empty without such a cell or for languages
   * other than Python.
   */
  public List<DeclaredParameter> declaredParameters() {
    return Unbuilt.body();
  }

  /** What was repaired or looks wrong, one sentence each. */
  public List<String> warnings() {
    return Unbuilt.body();
  }
}
