package dev.millrace.executor.worker;

import dev.millrace.executor.notebook.NotebookEvent;
import dev.millrace.executor.notebook.NotebookEventCodec;
import dev.millrace.executor.protocol.StepEvent;
import dev.millrace.executor.protocol.WorkerProtocol;
import dev.millrace.executor.step.StepEvents;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a step's events to its spool. */
final class SpoolEvents implements StepEvents {
  private final EventSpool spool;
  private final Consumer<UncheckedIOException> refused;

  /**
   * Writes to this spool.
   *
   * @param refused is called when the disk does not take an event, which is lost; printing goes on,
   *     so that a process is not ended by a pipe that is not read
   */
  SpoolEvents(EventSpool spool, Consumer<UncheckedIOException> refused) {
    this.spool = spool;
    this.refused = refused;
  }

  @Override
  public void add(StepEvent event) {
    append(event.kind(), WorkerProtocol.json().valueToTree(event));
  }

  /** The data is the codec's whole object, so that a reader can decode it without the rest. */
  @Override
  public void add(NotebookEvent event) {
    ObjectNode data = NotebookEventCodec.encode(event);
    append(data.path("kind").asString(), data);
  }

  private void append(String kind, JsonNode data) {
    try {
      spool.append(kind, data);
    } catch (UncheckedIOException e) {
      refused.accept(e);
    }
  }
}
