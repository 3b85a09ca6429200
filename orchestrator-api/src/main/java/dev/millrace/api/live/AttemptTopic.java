package dev.millrace.api.live;

import dev.millrace.api.attempts.AttemptEvent;
import dev.millrace.scheduler.dispatch.BellKey;
import dev.millrace.scheduler.store.AttemptReads;
import java.util.List;
import java.util.UUID;

/** The events of one attempt: its cells and outputs as they come. */
final class AttemptTopic implements Topic {
  /** Outputs may be large; a batch is held in memory. */
  private static final int BATCH = 100;

  private final AttemptReads reads;
  private final UUID attempt;
  private long seq;

  AttemptTopic(AttemptReads reads, UUID attempt, long seq) {
    this.reads = reads;
    this.attempt = attempt;
    this.seq = seq;
  }

  @Override
  public String kind() {
    return "attempt";
  }

  @Override
  public BellKey bell() {
    return BellKey.attempt(attempt);
  }

  @Override
  public List<LiveEvent> next() {
    var events = reads.eventsAfter(attempt, seq, BATCH);
    if (!events.isEmpty()) {
      seq = events.getLast().seq();
    }
    return events.stream()
        .map(AttemptEvent::of)
        .map(e -> new LiveEvent("attempt:" + attempt, e.seq(), e.at(), e.kind(), e.data()))
        .toList();
  }

  @Override
  public String position() {
    return Long.toString(seq);
  }
}
