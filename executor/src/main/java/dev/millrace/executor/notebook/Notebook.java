package dev.millrace.executor.notebook;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A notebook as its author wrote it, read and checked, in the form of nbformat 4.5. Immutable. */
public final class Notebook {
  static final String PARAMETERS_TAG = "parameters";

  /**
   * {@code metadata} and {@code cells}, normalised: every source one text, every cell with an id.
   * Never changed.
   */
  private final ObjectNode json;

  private final String digest;
  private final List<String> warnings;

  Notebook(ObjectNode json, String digest, List<String> warnings) {
    this.json = json;
    this.digest = digest;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Reads a file.
   *
   * @param file the bytes of an {@code .ipynb} file, UTF-8, at most 50 MiB and 10,000 cells. Older
   *     versions from 3 on are upgraded; missing or repeated cell ids are repaired
   * @throws NotebookException if it is no notebook that can be executed
   */
  public static Notebook parse(byte[] file) throws NotebookException {
    return NotebookReader.read(file);
  }

  /** The kernelspec it asks for. */
  public Optional<String> kernelName() {
    return text(json.path("metadata").path("kernelspec").path("name"));
  }

  /** The language its metadata names. */
  public Optional<String> language() {
    JsonNode metadata = json.path("metadata");
    return text(metadata.path("language_info").path("name"))
        .or(() -> text(metadata.path("kernelspec").path("language")));
  }

  /** How many cells have code. */
  public int codeCells() {
    int count = 0;
    for (JsonNode cell : json.path("cells")) {
      if (cell.path("cell_type").asString("").equals("code")
          && !cell.path("source").asString("").isBlank()) {
        count++;
      }
    }
    return count;
  }

  /**
   * Whether a cell is tagged {@code parameters}; then parameters it does not declare are mistakes.
   */
  public boolean hasParametersCell() {
    return CellTags.first(json.path("cells"), PARAMETERS_TAG).isPresent();
  }

  /**
   * What the parameters cell declares, in its order; empty without such a cell or for languages
   * other than Python.
   */
  public List<DeclaredParameter> declaredParameters() {
    OptionalInt index = CellTags.first(json.path("cells"), PARAMETERS_TAG);
    if (index.isEmpty() || !isPython()) {
      return List.of();
    }
    return PythonAssignments.in(
        json.path("cells").path(index.getAsInt()).path("source").asString(""));
  }

  /** A notebook that names no language is taken for Python, as nearly all are. */
  public boolean isPython() {
    return language().map(name -> name.equalsIgnoreCase("python")).orElse(true);
  }

  /** What was repaired or looks wrong, one sentence each. */
  public List<String> warnings() {
    return warnings;
  }

  /** A copy that may be changed. */
  ObjectNode copy() {
    return json.deepCopy();
  }

  /** Of the file it was read from. */
  String digest() {
    return digest;
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.of(node.asString("")).filter(value -> !value.isBlank());
  }
}
