package dev.millrace.executor.notebook;

import dev.millrace.executor.kernel.KernelListener;
import dev.millrace.executor.kernel.KernelMessage;
import dev.millrace.executor.masking.Mask;
import dev.millrace.executor.masking.MaskedStream;
import dev.millrace.executor.notebook.NotebookEvent.StreamName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sorts what a kernel broadcasts to the cells it belongs to, by the execution that each message
 * names as its parent; so output that comes late still reaches the cell that made it.
 */
final class KernelEar implements KernelListener {
  private static final int MAX_PRINTED = 256 << 10;
  private static final int MAX_WRONG_TYPES = 20;
  private static final Set<String> EXITS_WELL = Set.of("", "0", "None", "False");

  private final OutputCollector collector;
  private final MaskedPrints prints;
  private final Map<StreamName, MaskedStream> processPrints;
  private final WidgetStates widgets;
  private final OutputWidgets outputWidgets;
  private final Set<WrongType> wrongTypes = new LinkedHashSet<>();
  private final Scraps scraps = new Scraps();
  private final Map<String, ExecutedCell> cells = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Printed> printed = new ConcurrentLinkedQueue<>();
  private final AtomicInteger printedLength = new AtomicInteger();
  private volatile boolean repaired;
  private volatile @Nullable String valuesId;
  private volatile JsonNode values = NotebookJson.NODES.objectNode();
  private volatile @Nullable ExecutedCell current;

  /**
   * @param limits also of what output widgets hold, beside the cells
   */
  KernelEar(OutputCollector collector, OutputLimits limits, Mask mask) {
    this.collector = collector;
    this.outputWidgets = new OutputWidgets(limits.attemptBytes());
    this.widgets = new WidgetStates(outputWidgets);
    this.prints = new MaskedPrints(mask, collector);
    this.processPrints = Map.of(StreamName.STDOUT, mask.stream(), StreamName.STDERR, mask.stream());
  }

  /** What the kernel's process printed itself. */
  record Printed(StreamName stream, String text) {}

  /** A cell showed a value of a type that needs a text, and it was none. */
  record WrongType(int cell, String type) {}

  /** From now on output that names no execution belongs to this cell. */
  void expect(ExecutedCell cell) {
    current = cell;
  }

  /** Messages that name this execution belong to this cell, for as long as the kernel lives. */
  void expect(String executionId, ExecutedCell cell) {
    cells.put(executionId, cell);
  }

  /** What this execution displays is not for a cell, see {@link #values}. */
  void listenForValues(String executionId) {
    values = NotebookJson.NODES.objectNode();
    valuesId = executionId;
  }

  /** The data of the last display for {@link #listenForValues}. */
  JsonNode values() {
    return values;
  }

  Scraps scraps() {
    return scraps;
  }

  WidgetStates widgets() {
    return widgets;
  }

  OutputWidgets outputWidgets() {
    return outputWidgets;
  }

  /** What was stored as text although it was none; at most 20. */
  List<WrongType> wrongTypes() {
    synchronized (wrongTypes) {
      return List.copyOf(wrongTypes);
    }
  }

  /** The next words of the process, or null. */
  @Nullable Printed nextPrinted() {
    return printed.poll();
  }

  /** Whether a number was replaced that JSON does not know. */
  boolean hasRepaired() {
    return repaired;
  }

  /** Whether SystemExit with this value means that all is well. */
  static boolean exitsWell(String value) {
    return EXITS_WELL.contains(value);
  }

  // One thread a stream, so that each masked stream has one thread too.
  @Override
  public void print(Stream stream, String text) {
    ExecutedCell now = current;
    if (now != null) {
      now.processWrote(stream, text);
    }
    if (printedLength.addAndGet(text.length()) < MAX_PRINTED) {
      StreamName name = stream == Stream.STDERR ? StreamName.STDERR : StreamName.STDOUT;
      String shown = processPrints.getOrDefault(name, Mask.NONE.stream()).next(text);
      if (!shown.isEmpty()) {
        printed.add(new Printed(name, shown));
      }
    }
  }

  /** Tells what was held back because it might have become the value of a secret. */
  void release() {
    prints.release();
  }

  /** Adds text to a cell's stream that no message brought. */
  void say(ExecutedCell cell, StreamName stream, String text) {
    if (!text.isEmpty()) {
      prints.print(cell.index(), stream, text);
    }
  }

  @Override
  public void broadcast(KernelMessage message) {
    String type = message.type();
    if (type.startsWith("comm_")) {
      widgets.hear(message);
      outputWidgets.hear(message);
      return;
    }
    if (message.parentId().equals(valuesId)) {
      values = type.equals("display_data") ? message.content().path("data") : values;
      return;
    }
    ExecutedCell cell = cells.get(message.parentId());
    ExecutedCell now = current;
    if (cell == null && now != null && (type.equals("stream") || message.parentId().isEmpty())) {
      cell = now;
    }
    if (cell != null) {
      hear(type, cell, message);
    }
  }

  private void hear(String type, ExecutedCell cell, KernelMessage message) {
    JsonNode content = message.content();
    switch (type) {
      case "status" -> {
        if (content.path("execution_state").asString("").equals("busy")) {
          cell.busy(message.date());
        } else {
          cell.idle(message.date());
        }
      }
      case "execute_input" -> {
        JsonNode count = content.path("execution_count");
        cell.input(message.date(), count.isIntegralNumber() ? count.asInt() : null);
      }
      case "stream" -> print(cell, message.parentId(), content);
      case "display_data", "execute_result" -> show(type, cell, message.parentId(), content);
      case "update_display_data" -> {
        ObjectNode data = data(cell, content);
        String id = content.path("transient").path("display_id").asString("");
        collector.update(id, data, repair(content.path("metadata")), size(data));
      }
      case "clear_output" -> {
        boolean wait = content.path("wait").asBoolean(false);
        if (!outputWidgets.clear(message.parentId(), wait)) {
          prints.release();
          collector.clear(cell.index(), wait);
        }
      }
      case "error" -> {
        if (!outputWidgets.take(message.parentId(), KernelError.of(content).toOutput())) {
          fail(cell, content);
        }
      }
      default -> {}
    }
  }

  private void print(ExecutedCell cell, String execution, JsonNode content) {
    StreamName stream = StreamName.of(content.path("name").asString(""));
    String text = content.path("text").asString("");
    ExecutedCell now = current;
    if (now != null) {
      now.heard(stream == StreamName.STDERR ? Stream.STDERR : Stream.STDOUT, text);
    }
    ObjectNode output = NotebookJson.NODES.objectNode().put("output_type", "stream");
    if (!outputWidgets.take(execution, output.put("name", stream.text()).put("text", text))) {
      prints.print(cell.index(), stream, text);
    }
  }

  private void show(String type, ExecutedCell cell, String execution, JsonNode content) {
    prints.release();
    ObjectNode data = data(cell, content);
    scraps.hear(content.path("data"));
    ObjectNode output = NotebookJson.NODES.objectNode().put("output_type", type);
    if (type.equals("execute_result")) {
      output.set("execution_count", content.path("execution_count"));
    }
    output.set("data", data);
    output.set("metadata", repair(content.path("metadata")));
    if (outputWidgets.take(execution, output)) {
      return;
    }
    JsonNode displayId = content.path("transient").path("display_id");
    collector.add(
        cell.index(),
        output,
        displayId.isString() ? displayId.stringValue() : null,
        size(data),
        String.join(", ", data.propertyNames()));
  }

  /** An exit without an error is none, and nobody should see a traceback for it. */
  void fail(ExecutedCell cell, JsonNode content) {
    prints.release();
    KernelError error = KernelError.of(content);
    cell.errorShown(error);
    if (!error.name().equals("SystemExit") || !exitsWell(error.value())) {
      collector.fail(cell.index(), error.toOutput());
    }
  }

  private ObjectNode data(ExecutedCell cell, JsonNode content) {
    ObjectNode data = repair(content.path("data"));
    List<String> wrong = MimeBundles.wrong(data);
    if (wrong.isEmpty()) {
      return data;
    }
    synchronized (wrongTypes) {
      for (String type : wrong) {
        if (wrongTypes.size() < MAX_WRONG_TYPES) {
          wrongTypes.add(new WrongType(cell.index(), type));
        }
      }
    }
    return MimeBundles.asText(data, wrong);
  }

  private ObjectNode repair(JsonNode data) {
    repaired |= NotebookJson.hasNonFinite(data);
    return NotebookJson.object(NotebookJson.repaired(data));
  }

  /** The bytes of its stored form, but for a few. */
  private static long size(JsonNode data) {
    long size = 0;
    for (JsonNode value : data) {
      size += jsonBytes(value.isString() ? value.stringValue() : value.toString());
    }
    return size;
  }

  private static long jsonBytes(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c == '\n') {
        bytes += 2;
      } else if (c < 0x20) {
        bytes += 6;
      } else {
        bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
      }
    }
    return bytes;
  }
}
