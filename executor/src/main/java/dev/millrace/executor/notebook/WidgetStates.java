package dev.millrace.executor.notebook;

import dev.millrace.executor.kernel.KernelMessage;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The state of a notebook's widgets, merged from comm messages, so that a stored notebook can show
 * them.
 */
final class WidgetStates {
  private static final int MAX_WIDGETS = 10_000;

  private final OutputWidgets outputWidgets;
  private final Map<String, ObjectNode> states = new LinkedHashMap<>();

  WidgetStates(OutputWidgets outputWidgets) {
    this.outputWidgets = outputWidgets;
  }

  synchronized void hear(KernelMessage message) {
    JsonNode data = message.content().path("data");
    String id = message.content().path("comm_id").asString("");
    if (!data.path("state").isObject()
        || (states.size() >= MAX_WIDGETS && !states.containsKey(id))) {
      return;
    }
    ObjectNode widget = states.computeIfAbsent(id, unused -> NotebookJson.NODES.objectNode());
    ObjectNode state = widget.withObjectProperty("state");
    NotebookJson.repaired(data.path("state"))
        .properties()
        .forEach(field -> state.set(field.getKey(), field.getValue()));
    JsonNode paths = data.path("buffer_paths");
    if (!paths.isEmpty() && paths.size() == message.buffers().size()) {
      ArrayNode buffers = widget.putArray("buffers");
      for (int i = 0; i < paths.size(); i++) {
        buffers
            .addObject()
            .put("encoding", "base64")
            .put("data", Base64.getEncoder().encodeToString(message.buffers().get(i)))
            .set("path", paths.get(i));
      }
    }
  }

  /** In nbformat's form; empty if there were none. */
  synchronized Optional<ObjectNode> toJson() {
    ObjectNode result = NotebookJson.NODES.objectNode();
    ObjectNode all = result.putObject("state");
    states.forEach(
        (id, widget) -> {
          ObjectNode state = widget.withObjectProperty("state");
          if (state.path("_model_name").isString()) {
            ObjectNode one = all.putObject(id);
            one.set("model_name", state.path("_model_name"));
            one.put("model_module", state.path("_model_module").asString(""));
            one.put("model_module_version", state.path("_model_module_version").asString(""));
            ArrayNode outputs = outputWidgets.outputs(id);
            if (outputs != null) {
              state.set("outputs", outputs);
              state.put("msg_id", "");
            }
            one.set("state", state);
            if (widget.has("buffers")) {
              one.set("buffers", widget.path("buffers"));
            }
          }
        });
    if (all.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(result.put("version_major", 2).put("version_minor", 0));
  }
}
