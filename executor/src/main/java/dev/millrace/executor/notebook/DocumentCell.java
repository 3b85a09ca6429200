package dev.millrace.executor.notebook;

import dev.millrace.executor.notebook.NotebookEvent.CellTiming;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One cell of a document: its source, how far it came, and what came of it. */
final class DocumentCell {
  private final ObjectNode json;
  private final CellOutputs outputs = new CellOutputs();
  private CellState state = CellState.NOT_RUN;
  private @Nullable Instant startedAt;
  private @Nullable Instant finishedAt;
  private @Nullable Integer executionCount;
  private @Nullable CellTiming timing;
  private long cutBytes;

  /**
   * @param json becomes this cell's own
   */
  DocumentCell(ObjectNode json) {
    this.json = json;
  }

  CellOutputs outputs() {
    return outputs;
  }

  CellState state() {
    return state;
  }

  String id() {
    return json.path("id").asString();
  }

  String source() {
    return json.path("source").asString();
  }

  boolean isCode() {
    return json.path("cell_type").asString().equals("code");
  }

  boolean hasTag(String tag) {
    return CellTags.has(json, tag);
  }

  @Nullable Integer executionCount() {
    return executionCount;
  }

  void start(Instant at) {
    state = CellState.RUNNING;
    startedAt = at;
  }

  void finish(
      CellState end, Instant at, @Nullable Integer count, @Nullable CellTiming kernelTiming) {
    state = end;
    startedAt = startedAt == null ? at : startedAt;
    finishedAt = at;
    executionCount = count;
    timing = kernelTiming;
  }

  void cut(long bytes, String what) {
    cutBytes += bytes;
    outputs.print(
        NotebookEvent.StreamName.STDERR,
        "\n[%s of %s left out here: the limit for a step's outputs]\n"
            .formatted(size(bytes), what));
  }

  /** In nbformat's form, with papermill's and our own metadata. */
  ObjectNode toJson() {
    ObjectNode cell = json.deepCopy();
    if (isCode()) {
      cell.put("execution_count", executionCount);
      cell.set("outputs", outputs.toJson());
    }
    ObjectNode metadata = cell.withObjectProperty("metadata");
    metadata.set("papermill", papermill());
    ObjectNode own = metadata.putObject("millrace").put("state", state.text());
    if (cutBytes > 0) {
      own.put("output_bytes_left_out", cutBytes);
    }
    if (timing != null) {
      metadata.set("execution", execution(timing));
    }
    return cell;
  }

  private ObjectNode papermill() {
    ObjectNode papermill = NotebookJson.NODES.objectNode();
    DocumentTimes.put(papermill, startedAt, finishedAt);
    switch (state) {
      case NOT_RUN -> papermill.putNull("exception").put("status", "pending");
      case RUNNING -> papermill.put("exception", false).put("status", "running");
      case SUCCEEDED, SKIPPED -> papermill.put("exception", false).put("status", "completed");
      case FAILED, TIMED_OUT, KERNEL_DIED, CANCELLED ->
          papermill.put("exception", true).put("status", "failed");
    }
    return papermill;
  }

  private static ObjectNode execution(CellTiming timing) {
    ObjectNode execution = NotebookJson.NODES.objectNode();
    putIfKnown(execution, "iopub.status.busy", timing.busy());
    putIfKnown(execution, "iopub.execute_input", timing.input());
    putIfKnown(execution, "iopub.status.idle", timing.idle());
    putIfKnown(execution, "shell.execute_reply", timing.reply());
    return execution;
  }

  private static void putIfKnown(ObjectNode object, String name, @Nullable String value) {
    if (value != null) {
      object.put(name, value);
    }
  }

  private static String size(long bytes) {
    return bytes < 10_240
        ? bytes + " bytes"
        : bytes < 10L << 20 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
  }
}
