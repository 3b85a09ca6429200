package dev.millrace.executor.notebook;

import dev.millrace.dsl.NonFinite;
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

  /** The module that the helper becomes; out of reach of the notebook's own names. */
  private static final String MODULE = "__millrace_values__";

  /**
   * Becomes a module before the first cell runs, with its own builtins and its own way to the
   * kernel's socket: what the notebook redefines or patches later does not reach it.
   */
  private static final String HELPER =
      """
      def plain(value):
          if hasattr(value, 'item') and getattr(value, 'ndim', 0) == 0:
              return value.item()
          raise TypeError('a value of type ' + type(value).__name__ + ' is not JSON')
      def read(name, limit):
          if name not in shell.user_ns:
              return {'problem': 'is not there any more when the notebook ends'}
          try:
              text = dumps(shell.user_ns[name], default=plain)
          except Exception as problem:
              return {'problem': 'is not JSON: ' + str(problem)[:300]}
          size = len(text.encode('utf-8', 'replace'))
          if size > limit:
              return {'problem': 'has ' + str(size) + ' bytes; the limit is ' + str(limit)}
          return {'json': text}
      def publish(names, limit):
          show({'%s': {name: read(name, limit) for name in names}})
      """
          .formatted(TYPE);

  private static final String INSTALLER =
      """
      import builtins, json, sys, types
      from IPython import get_ipython
      from IPython.display import display
      shell = get_ipython()
      def sender(socket, topic, send):
          def show(data):
              content = {'data': data, 'metadata': {}, 'transient': {}}
              send(socket, 'display_data', content, parent=shell.parent_header, ident=topic)
          return show
      try:
          publisher = shell.display_pub
          show = sender(publisher.pub_socket, publisher.topic, publisher.session.send)
      except AttributeError:  # not ipykernel
          show = lambda data: display(data, raw=True)
      module = types.ModuleType(name)
      vars(module).update(__builtins__=dict(vars(builtins)), shell=shell, dumps=json.dumps, show=show)
      exec(helper, vars(module))
      sys.modules[name] = module
      """;

  private PublishedValues() {}

  /** The names that the cell's source assigns; what only a loop or {@code with} binds is none. */
  static List<String> names(String source) {
    return PythonAssignments.assigned(source);
  }

  /** Code that makes the helper ready; for a kernel that has run nothing yet. */
  static String installation() {
    return "exec(%s, {'name': %s, 'helper': %s})"
        .formatted(literal(INSTALLER), literal(MODULE), literal(HELPER));
  }

  /** Code that shows the values of these names. */
  static String code(List<String> names, int limit) {
    ArrayNode list = NotebookJson.NODES.arrayNode();
    names.forEach(list::add);
    return "from %s import publish as __millrace_publish__; __millrace_publish__(%s, %d)"
        .formatted(MODULE, PythonLiterals.of(list), limit);
  }

  private static String literal(String text) {
    return PythonLiterals.of(NotebookJson.NODES.stringNode(text));
  }

  /**
   * Reads the helper's answer.
   *
   * @param names what was asked for
   * @param data of the display the helper made
   * @param failure why there may be none: the error of the reply; empty if it had none
   * @throws Unpublishable naming every value that cannot be published or was not shown
   */
  static Map<String, JsonNode> read(List<String> names, JsonNode data, String failure)
      throws Unpublishable {
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
                  values.put(name, NonFinite.encoded(NotebookJson.READER.readTree(json)));
                } catch (JacksonException e) {
                  problems.put(name, "is not JSON: " + e.getOriginalMessage());
                }
              }
            });
    for (String name : names) {
      if (!values.containsKey(name) && !problems.containsKey(name)) {
        problems.put(
            name,
            "could not be read from the kernel: "
                + (failure.isEmpty() ? "it did not show the value" : failure));
      }
    }
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
