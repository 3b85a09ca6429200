package dev.millrace.executor.protocol;

import java.util.List;

/**
 * {@code POST attempts/{id}/events}: a batch in order. Numbers that the server has are ignored, so
 * a batch can be repeated. 409: the lease is not this worker's any more.
 *
 * @param epoch the grant's
 * @param events at most {@link WorkerProtocol#MAX_EVENTS_PER_BATCH}, ascending
 */
public record EventsRequest(long epoch, List<AttemptEvent> events) {
  public EventsRequest {
    events = WorkerProtocol.orEmpty(events);
  }
}
