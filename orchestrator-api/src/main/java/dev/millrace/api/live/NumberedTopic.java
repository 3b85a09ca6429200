package dev.millrace.api.live;

import dev.millrace.api.attempts.AttemptEvent;
import dev.millrace.scheduler.dispatch.BellKey;
import dev.millrace.scheduler.store.AttemptReads;
import dev.millrace.scheduler.store.RunReads;
import java.util.List;
import java.util.UUID;

/** The events of one run or one attempt, which count 1, 2, 3, … of it. */
final class NumberedTopic implements Topic {
  private static final int RUN_BATCH = 200;

  /** Outputs may be large; a batch is held in memory. */
  private static final int ATTEMPT_BATCH = 100;

  private final String kind;
  private final BellKey bell;
  private final Source source;
  private long seq;

  private NumberedTopic(String kind, BellKey bell, long seq, Source source) {
    this.kind = kind;
    this.bell = bell;
    this.seq = seq;
    this.source = source;
  }

  /** Reads the next batch of events. */
  private interface Source {
    List<LiveEvent> after(long seq);
  }

  /** The events of a run after that one. */
  static Topic ofRun(RunReads reads, UUID run, long seq) {
    String topic = "run:" + run;
    return new NumberedTopic(
        "run",
        BellKey.run(run),
        seq,
        after ->
            reads.eventsAfter(run, after, RUN_BATCH).stream()
                .map(e -> new LiveEvent(topic, e.seq(), e.at(), e.kind(), e.data()))
                .toList());
  }

  /** The events of an attempt after that one: its cells and outputs as they come. */
  static Topic ofAttempt(AttemptReads reads, UUID attempt, long seq) {
    String topic = "attempt:" + attempt;
    return new NumberedTopic(
        "attempt",
        BellKey.attempt(attempt),
        seq,
        after ->
            reads.eventsAfter(attempt, after, ATTEMPT_BATCH).stream()
                .map(AttemptEvent::of)
                .map(e -> new LiveEvent(topic, e.seq(), e.at(), e.kind(), e.data()))
                .toList());
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public BellKey bell() {
    return bell;
  }

  @Override
  public List<LiveEvent> next() {
    List<LiveEvent> events = source.after(seq);
    if (!events.isEmpty()) {
      seq = events.getLast().seq();
    }
    return events;
  }

  @Override
  public String position() {
    return Long.toString(seq);
  }
}
