package dev.millrace.executor.notebook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The values that a cell tagged {@code outputs} publishes: the variables it assigns, read by a
 * small piece of code that runs on the kernel after the notebook succeeded.
 */
final class PublishedValues {
  static final String TAG = "outputs";

  /** The display type by which the helper's answer is known. */
  private static final String TYPE = "application/vnd.millrace.outputs+json";

  /** Runs in a namespace of its own, so that the notebook's stays as it is. */
  private static final String HELPER =
      """
      import json
      from IPython.display import display
      def plain(value):
          if hasattr(value, 'item') and getattr(value, 'ndim', 0) == 0:
              return value.item()
          raise TypeError('a value of type ' + type(value).__name__ + ' is not JSON')
      answer = {}
      for name in names:
          if name not in space:
              answer[name] = {'problem': 'is not there any more when the notebook ends'}
              continue
          try:
              text = json.dumps(space[name], allow_nan=False, default=plain)
          except Exception as problem:
              answer[name] = {'problem': 'is not JSON: ' + str(problem)[:300]}
              continue
          size = len(text.encode('utf-8', 'replace'))
          if size > limit:
              answer[name] = {'problem': 'has ' + str(size) + ' bytes; the limit is ' + str(limit)}
          else:
              answer[name] = {'json': text}
      display({'%s': answer}, raw=True)
      """
          .formatted(TYPE);

  private PublishedValues() {}

  /** The names that the cell's source assigns. */
  static List<String> names(String source) {
    return PythonAssignments.in(source).stream().map(DeclaredParameter::name).toList();
  }

  /** Code that shows the values of these names. */
  static String code(List<String> names, int limit) {
    ArrayNode list = NotebookJson.NODES.arrayNode();
    names.forEach(list::add);
    return "exec("
        + PythonLiterals.of(NotebookJson.NODES.stringNode(HELPER))
        + ", {'names': "
        + PythonLiterals.of(list)
        + ", 'limit': "
        + limit
        + ", 'space': globals()})";
  }

  /**
   * Reads the helper's answer.
   *
   * @param data of the display the helper made
   * @throws Unpublishable naming every value that cannot be published
   */
  static Map<String, JsonNode> read(JsonNode data) throws Unpublishable {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    Map<String, String> problems = new LinkedHashMap<>();
    data.path(TYPE)
        .properties()
        .forEach(
            entry -> {
              String name = entry.getKey();
              String json = entry.getValue().path("json").asString("");
              if (json.isEmpty()) {
                problems.put(name, entry.getValue().path("problem").asString("cannot be read"));
              } else {
                try {
                  values.put(name, NotebookJson.READER.readTree(json));
                } catch (JacksonException e) {
                  problems.put(name, "is not JSON: " + e.getOriginalMessage());
                }
              }
            });
    if (!problems.isEmpty()) {
      throw new Unpublishable(problems);
    }
    return values;
  }

  /** Values that cannot be published, and why. */
  static final class Unpublishable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String explanation;

    Unpublishable(Map<String, String> problems) {
      this.explanation =
          problems.entrySet().stream()
              .map(each -> "output '" + each.getKey() + "' " + each.getValue())
              .collect(
                  Collectors.joining(
                      "; ", "", ". Write it to a file and publish that as an artifact."));
    }

    /** For people. */
    String explanation() {
      return explanation;
    }
  }
}
