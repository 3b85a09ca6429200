package dev.millrace.api.runs;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Something that happened in a run; {@code seq} counts 1, 2, 3, … of the run. */
public record RunEvent(long seq, Instant at, String kind, JsonNode data) {

  /** The event as it was read. */
  public static RunEvent of(dev.millrace.scheduler.store.RunEvent event) {
    return new RunEvent(event.seq(), event.at(), event.kind(), event.data());
  }
}
