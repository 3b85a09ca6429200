package dev.millrace.executor.notebook;

import dev.millrace.executor.kernel.KernelMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code Output} widgets of a notebook. While one of them captures, what an execution prints
 * and shows belongs to it and not to the cell, as in nbclient and in Jupyter's pages.
 *
 * <p>Filled by the thread that reads the kernel, asked by others. What all widgets hold together is
 * limited.
 */
final class OutputWidgets {
  private static final String MODULE = "@jupyter-widgets/output";
  private static final String MODEL = "OutputModel";

  private final Map<String, Widget> widgets = new LinkedHashMap<>();

  /** Who captures, by execution; the last one entered gets the output. */
  private final Map<String, Deque<Widget>> capturing = new HashMap<>();

  private final long limit;
  private long held;
  private boolean cut;

  /**
   * @param limit how many characters all widgets may hold
   */
  OutputWidgets(long limit) {
    this.limit = limit;
  }

  /** Takes a message of a comm. */
  synchronized void hear(KernelMessage message) {
    String id = message.content().path("comm_id").asString("");
    JsonNode data = message.content().path("data");
    JsonNode state = data.path("state");
    if (message.type().equals("comm_open")) {
      if (state.path("_model_module").asString("").equals(MODULE)
          && state.path("_model_name").asString("").equals(MODEL)) {
        widgets.put(id, new Widget());
      }
    }
    Widget widget = widgets.get(id);
    if (widget != null && message.type().equals("comm_close")) {
      widget.closed = true;
    }
    // An echo repeats what this side has sent itself.
    if (widget == null || data.path("method").asString("").equals("echo_update")) {
      return;
    }
    if (state.path("outputs").isArray()) {
      clear(widget);
      state.path("outputs").forEach(output -> add(widget, NotebookJson.object(output)));
      widget.changed = false;
    }
    if (state.path("msg_id").isString()) {
      capture(widget, state.path("msg_id").stringValue());
    }
  }

  private void capture(Widget widget, String execution) {
    capturing.values().forEach(stack -> stack.remove(widget));
    capturing.values().removeIf(Deque::isEmpty);
    if (!execution.isEmpty()) {
      capturing.computeIfAbsent(execution, any -> new ArrayDeque<>()).addLast(widget);
    }
  }

  /**
   * Takes an output if a widget captures those of its execution.
   *
   * @param output in nbformat's form
   * @return whether it did
   */
  synchronized boolean take(String execution, ObjectNode output) {
    Deque<Widget> stack = capturing.get(execution);
    if (stack == null) {
      return false;
    }
    Widget widget = stack.getLast();
    if (widget.clearAtNextOutput) {
      clear(widget);
    }
    add(widget, output);
    return true;
  }

  /**
   * Clears the widget that captures the outputs of this execution.
   *
   * @param wait whether its outputs stay until the next one comes
   * @return whether there is one
   */
  synchronized boolean clear(String execution, boolean wait) {
    Deque<Widget> stack = capturing.get(execution);
    if (stack == null) {
      return false;
    }
    if (wait) {
      stack.getLast().clearAtNextOutput = true;
    } else {
      clear(stack.getLast());
    }
    return true;
  }

  /** What the kernel's own widgets do not know yet: outputs by comm. They then count as known. */
  synchronized Map<String, ArrayNode> changes() {
    Map<String, ArrayNode> changes = new LinkedHashMap<>();
    widgets.forEach(
        (id, widget) -> {
          if (widget.changed && !widget.closed) {
            widget.changed = false;
            changes.put(id, widget.outputs.toJson());
          }
        });
    return changes;
  }

  /** The outputs of the widget with this comm, or null if it is none of these. */
  synchronized @Nullable ArrayNode outputs(String comm) {
    Widget widget = widgets.get(comm);
    return widget == null ? null : widget.outputs.toJson();
  }

  /** Whether output was left out. */
  synchronized boolean hasCut() {
    return cut;
  }

  private void clear(Widget widget) {
    widget.outputs.clear();
    held -= widget.held;
    widget.held = 0;
    widget.clearAtNextOutput = false;
    widget.changed = true;
  }

  private void add(Widget widget, ObjectNode output) {
    boolean text = output.path("output_type").asString("").equals("stream");
    String said = output.path("text").asString("");
    int size = text ? said.length() : output.toString().length();
    if (held + size > limit) {
      cut = true;
      return;
    }
    held += size;
    widget.held += size;
    widget.changed = true;
    if (text) {
      widget.outputs.print(NotebookEvent.StreamName.of(output.path("name").asString("")), said);
    } else {
      widget.outputs.add(output, null);
    }
  }

  private static final class Widget {
    private final CellOutputs outputs = new CellOutputs();
    private boolean clearAtNextOutput;
    private boolean changed;
    private boolean closed;
    private long held;
  }
}
