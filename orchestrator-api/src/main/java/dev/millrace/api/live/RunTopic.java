package dev.millrace.api.live;

import dev.millrace.scheduler.dispatch.BellKey;
import dev.millrace.scheduler.store.RunEvent;
import dev.millrace.scheduler.store.RunReads;
import java.util.List;
import java.util.UUID;

/** The events of one run. */
final class RunTopic implements Topic {
  private static final int BATCH = 200;

  private final RunReads reads;
  private final UUID run;
  private long seq;

  RunTopic(RunReads reads, UUID run, long seq) {
    this.reads = reads;
    this.run = run;
    this.seq = seq;
  }

  @Override
  public String kind() {
    return "run";
  }

  @Override
  public BellKey bell() {
    return BellKey.run(run);
  }

  @Override
  public List<LiveEvent> next() {
    List<RunEvent> events = reads.eventsAfter(run, seq, BATCH);
    if (!events.isEmpty()) {
      seq = events.getLast().seq();
    }
    return events.stream()
        .map(e -> new LiveEvent("run:" + run, e.seq(), e.at(), e.kind(), e.data()))
        .toList();
  }

  @Override
  public String position() {
    return Long.toString(seq);
  }
}
