package dev.millrace.api.runs;

import dev.millrace.scheduler.engine.RunState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run in one line. */
public record RunBrief(
    UUID id,
    RunState state,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {

  /** The line for a run as it was read. */
  public static RunBrief of(dev.millrace.scheduler.store.RunBrief run) {
    return new RunBrief(run.id(), run.state(), run.createdAt(), run.startedAt(), run.endedAt());
  }
}
