package dev.millrace.scheduler.why;

import dev.millrace.dsl.TriggerRule;
import dev.millrace.scheduler.engine.AttemptPhase;
import dev.millrace.scheduler.engine.StepState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that keeps a run or a step from going on. Lists are cut; their sizes are told. */
public sealed interface Reason {
  /** What programs tell reasons apart by. */
  Code code();

  /** One sentence for people: what holds it up. */
  String text();

  /** One sentence for people: what would end that. */
  String unblock();

  /** Every reason that there is. */
  enum Code {
    TRIGGER_RULE,
    RUN_QUEUED,
    RETRY_DELAY,
    MAX_ACTIVE_STEPS,
    MAX_ACTIVE_RUNS,
    OVERLAP,
    DAG_REFUSED,
    POOL_CLOSED,
    POOL_FULL,
    STEP_TOO_BIG,
    NO_WORKER,
    WORKERS_BUSY,
    QUEUED_BEHIND,
    LEASED,
    PREPARING,
    QUARANTINED,
    CANCELLING
  }

  /** A step whose rule is not met: these upstream steps have not ended. */
  record TriggerRuleUnmet(TriggerRule rule, List<Upstream> unfinished) implements Reason {
    /** An upstream step that has not ended. */
    public record Upstream(String step, StepState state) {
      @Override
      public String toString() {
        return "'%s' (%s)".formatted(step, state.wireName());
      }
    }

    @Override
    public Code code() {
      return Code.TRIGGER_RULE;
    }

    @Override
    public String text() {
      return "its trigger rule %s waits for %s".formatted(rule.wireName(), Words.list(unfinished));
    }

    @Override
    public String unblock() {
      return "the end of %s".formatted(unfinished.size() == 1 ? "that step" : "those steps");
    }
  }

  /** A step of a run that has not started. */
  record RunQueued() implements Reason {
    @Override
    public Code code() {
      return Code.RUN_QUEUED;
    }

    @Override
    public String text() {
      return "its run is queued";
    }

    @Override
    public String unblock() {
      return "the start of the run; the reasons of the run say what it waits for";
    }
  }

  /** A step that tries again later. */
  record RetryDelay(Instant at, @Nullable String failure) implements Reason {
    @Override
    public Code code() {
      return Code.RETRY_DELAY;
    }

    @Override
    public String text() {
      return "it tries again at %s%s".formatted(at, failure == null ? "" : " after: " + failure);
    }

    @Override
    public String unblock() {
      return "that moment, or a rerun of the step, which starts it at once";
    }
  }

  /** A step that may start, in a run that has as many active steps as it may have. */
  record MaxActiveSteps(int limit, List<String> active) implements Reason {
    @Override
    public Code code() {
      return Code.MAX_ACTIVE_STEPS;
    }

    @Override
    public String text() {
      return "its run has %d active steps, as many as maxActiveSteps lets it have: %s"
          .formatted(limit, Words.list(Words.quoted(active)));
    }

    @Override
    public String unblock() {
      return "the end of one of them";
    }
  }

  /**
   * A queued run whose Dag has as many active runs as it may have.
   *
   * @param ahead how many queued runs of the Dag go first
   */
  record MaxActiveRuns(int limit, List<UUID> active, int ahead) implements Reason {
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
  record Overlap(boolean alone, List<UUID> active, int ahead) implements Reason {
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
  record DagRefused(String why) implements Reason {
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

  /** A pool without capacity. */
  record PoolClosed(String pool) implements Reason {
    @Override
    public Code code() {
      return Code.POOL_CLOSED;
    }

    @Override
    public String text() {
      return "pool '%s' has 0 slots".formatted(pool);
    }

    @Override
    public String unblock() {
      return "slots for the pool (PUT /api/v1/pools/%s)".formatted(pool);
    }
  }

  /** A pool whose capacity is in use. */
  record PoolFull(String pool, int slots, int wanted, List<User> users) implements Reason {
    /** A step that uses slots of the pool. */
    public record User(String project, String dag, UUID run, String step, int slots) {
      @Override
      public String toString() {
        return "%s/%s '%s' of run %s (%d)".formatted(project, dag, step, run, slots);
      }
    }

    @Override
    public Code code() {
      return Code.POOL_FULL;
    }

    @Override
    public String text() {
      int used = users.stream().mapToInt(User::slots).sum();
      return "it needs %d of pool '%s', where %d of %d slots are in use: %s"
          .formatted(wanted, pool, used, slots, Words.list(users));
    }

    @Override
    public String unblock() {
      return "the end of steps that use it, or more slots for the pool (PUT /api/v1/pools/%s)"
          .formatted(pool);
    }
  }

  /**
   * A step that fits nowhere.
   *
   * @param where which pool or worker it does not fit, with its size
   */
  record StepTooBig(int wanted, String where) implements Reason {
    @Override
    public Code code() {
      return Code.STEP_TOO_BIG;
    }

    @Override
    public String text() {
      return "it needs %d slots, and %s".formatted(wanted, where);
    }

    @Override
    public String unblock() {
      return "a larger worker (--slots) or pool, or fewer slots for the step and a rerun of it on the"
          + " latest version";
    }
  }

  /**
   * A pool that nobody serves.
   *
   * @param draining how many workers of it take no more work
   * @param lastSeen when one was there; null: never, or long ago
   */
  record NoWorker(String pool, int draining, @Nullable Instant lastSeen) implements Reason {
    @Override
    public Code code() {
      return Code.NO_WORKER;
    }

    @Override
    public String text() {
      return draining > 0
          ? "pool '%s' has no worker that takes work: %d are draining".formatted(pool, draining)
          : "pool '%s' has no live worker%s"
              .formatted(pool, lastSeen == null ? "" : "; the last one was seen at " + lastSeen);
    }

    @Override
    public String unblock() {
      return "a worker: millrace worker --pool " + pool;
    }
  }

  /** A pool whose workers have no room for the step now. */
  record WorkersBusy(String pool, int workers, int wanted, int mostFree) implements Reason {
    @Override
    public Code code() {
      return Code.WORKERS_BUSY;
    }

    @Override
    public String text() {
      return "it needs %d free slots on one worker, and none of the %d of pool '%s' has more than %d"
          .formatted(wanted, workers, pool, mostFree);
    }

    @Override
    public String unblock() {
      return "the end of steps on them, or another worker: millrace worker --pool " + pool;
    }
  }

  /** A step that others of its pool go before, by priority or turn. */
  record QueuedBehind(String pool, int ahead) implements Reason {
    @Override
    public Code code() {
      return Code.QUEUED_BEHIND;
    }

    @Override
    public String text() {
      return "%d steps of pool '%s' go first, by priority and turn".formatted(ahead, pool);
    }

    @Override
    public String unblock() {
      return "their start, more workers or slots, or a higher priority";
    }
  }

  /** A step whose worker has not told that it starts. */
  record Leased(@Nullable String worker, Instant since, @Nullable Instant until) implements Reason {
    @Override
    public Code code() {
      return Code.LEASED;
    }

    @Override
    public String text() {
      return "worker %s was given it at %s and has not reported its start"
          .formatted(Words.worker(worker), since);
    }

    @Override
    public String unblock() {
      return "the worker's report%s"
          .formatted(
              until == null
                  ? ""
                  : "; a worker that stays silent until %s loses it to another".formatted(until));
    }
  }

  /** A step whose worker makes things ready for it. */
  record Preparing(@Nullable AttemptPhase phase, @Nullable String worker, Instant since)
      implements Reason {
    @Override
    public Code code() {
      return Code.PREPARING;
    }

    @Override
    public String text() {
      return "worker %s has been %s since %s".formatted(Words.worker(worker), doing(), since);
    }

    private String doing() {
      return switch (phase) {
        case null -> "making it ready";
        case FILES -> "placing its files";
        case ENVIRONMENT -> "building its environment";
        case KERNEL -> "starting its kernel or process";
        case CELLS -> "running it";
      };
    }

    @Override
    public String unblock() {
      return "the end of that; the attempt's log shows how far it is, and a limit ends it as a fault"
          + " of the platform";
    }
  }

  /** A run that cannot be decided. */
  record Quarantined(String why) implements Reason {
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
  record Cancelling(List<String> live) implements Reason {
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
