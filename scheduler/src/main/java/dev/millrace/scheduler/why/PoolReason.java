package dev.millrace.scheduler.why;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What keeps a pool from giving a step that may start to one of its workers. */
public sealed interface PoolReason extends Reason {
  /** A pool without capacity. */
  record PoolClosed(String pool) implements PoolReason {
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
  record PoolFull(String pool, int slots, int wanted, List<User> users) implements PoolReason {
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
  record StepTooBig(int wanted, String where) implements PoolReason {
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
   * @param trouble why one of them does so by itself, such as a full disk; null if none does
   * @param lastSeen when one was there; null: never, or long ago
   */
  record NoWorker(String pool, int draining, @Nullable String trouble, @Nullable Instant lastSeen)
      implements PoolReason {
    @Override
    public Code code() {
      return Code.NO_WORKER;
    }

    @Override
    public String text() {
      if (trouble != null) {
        return "pool '%s' has no worker that takes work: %s".formatted(pool, trouble);
      }
      return draining > 0
          ? "pool '%s' has no worker that takes work: %s draining"
              .formatted(pool, draining == 1 ? "its only one is" : draining + " are")
          : "pool '%s' has no live worker%s"
              .formatted(pool, lastSeen == null ? "" : "; the last one was seen at " + lastSeen);
    }

    @Override
    public String unblock() {
      return "a worker: millrace worker --pool " + pool;
    }
  }

  /** A pool whose workers have no room for the step now. */
  record WorkersBusy(String pool, int workers, int wanted, int mostFree) implements PoolReason {
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
  record QueuedBehind(String pool, int ahead) implements PoolReason {
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
}
