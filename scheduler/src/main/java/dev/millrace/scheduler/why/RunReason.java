package dev.millrace.scheduler.why;

import java.util.List;
import java.util.UUID;

/** What holds a whole run up: its Dag's limits and state, and its own end. */
public sealed interface RunReason extends Reason {
  /**
   * A queued run whose Dag has as many active runs as it may have.
   *
   * @param ahead how many queued runs of the Dag go first
   */
  record MaxActiveRuns(int limit, List<UUID> active, int ahead) implements RunReason {
    @Override
    public Code code() {
      return Code.MAX_ACTIVE_RUNS;
    }

    @Override
    public String text() {
      return "its Dag has %d active runs, as many as maxActiveRuns lets it have: %s%s"
          .formatted(
              active.size(),
              Words.list(active),
              ahead == 0 ? "" : "; %d queued runs go first".formatted(ahead));
    }

    @Override
    public String unblock() {
      return "the end of %s".formatted(ahead == 0 ? "one of them" : "as many runs");
    }
  }

  /**
   * A queued run that its Dag's limit would let start, and that other runs of the Dag come before.
   *
   * @param alone whether it waits until no other run is active, as {@code overlap: queue} wants it
   * @param active the runs that are; empty unless it waits for them
   * @param ahead how many queued runs of the Dag go first
   */
  record Overlap(boolean alone, List<UUID> active, int ahead) implements RunReason {
    @Override
    public Code code() {
      return Code.OVERLAP;
    }

    @Override
    public String text() {
      String first = "%d queued runs of its Dag go first".formatted(ahead);
      if (active.isEmpty()) {
        return first;
      }
      return "it starts when no other run of its Dag is active (overlap: queue), and %s %s%s"
          .formatted(
              Words.list(active),
              active.size() == 1 ? "is" : "are",
              ahead == 0 ? "" : "; " + first);
    }

    @Override
    public String unblock() {
      return ahead == 0 ? "the end of them all" : "the end of all that come before it";
    }
  }

  /** A queued run whose Dag starts nothing. */
  record DagRefused(String why) implements RunReason {
    @Override
    public Code code() {
      return Code.DAG_REFUSED;
    }

    @Override
    public String text() {
      return "its Dag starts no runs: " + why;
    }

    @Override
    public String unblock() {
      return "a deployment that brings the Dag back in good order, or a cancel of the run";
    }
  }

  /** A run that cannot be decided. */
  record Quarantined(String why) implements RunReason {
    @Override
    public Code code() {
      return Code.QUARANTINED;
    }

    @Override
    public String text() {
      return "the run is in quarantine: " + why;
    }

    @Override
    public String unblock() {
      return "a cancel, which ends it; then a rerun or a new run, once the Dag is mended";
    }
  }

  /** A run that is being stopped, and the steps that still have to end. */
  record Cancelling(List<String> live) implements RunReason {
    @Override
    public Code code() {
      return Code.CANCELLING;
    }

    @Override
    public String text() {
      return "the run is being stopped and nothing more of it starts; it waits for %s"
          .formatted(Words.list(Words.quoted(live)));
    }

    @Override
    public String unblock() {
      return "the end of %s, or the end of the worker's lease"
          .formatted(live.size() == 1 ? "that step" : "those steps");
    }
  }
}
