package dev.millrace.executor.worker;

import dev.millrace.executor.notebook.NotebookEvent;
import dev.millrace.executor.notebook.NotebookEventCodec;
import dev.millrace.executor.protocol.StepEvent;
import dev.millrace.executor.protocol.WorkerProtocol;
import dev.millrace.executor.step.StepEvents;
import tools.jackson.databind.node.ObjectNode;

/** Writes a step's events to its spool. */
final class SpoolEvents implements StepEvents {
  private final EventSpool spool;

  SpoolEvents(EventSpool spool) {
    this.spool = spool;
  }

  @Override
  public void add(StepEvent event) {
    spool.append(event.kind(), WorkerProtocol.json().valueToTree(event));
  }

  /** The data is the codec's whole object, so that a reader can decode it without the rest. */
  @Override
  public void add(NotebookEvent event) {
    ObjectNode data = NotebookEventCodec.encode(event);
    spool.append(data.path("kind").asString(), data);
  }
}
