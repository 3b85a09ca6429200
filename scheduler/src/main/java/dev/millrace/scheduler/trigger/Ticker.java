package dev.millrace.scheduler.trigger;

import dev.millrace.scheduler.store.DatabaseFaults;
import dev.millrace.scheduler.store.RepeatedFailureLog;
import dev.millrace.scheduler.trigger.TickJudge.Judged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Looks at triggers and makes the runs that are due. Any number of servers may look at any time:
 * each tick is judged once.
 */
public final class Ticker {
  private static final Logger log = LoggerFactory.getLogger(Ticker.class);

  /** Triggers that one transaction judges. */
  static final int BATCH = 100;

  private final TransactionOperations transactions;
  private final TriggerRows rows;
  private final TickJudge judge;
  private final Alarm alarm;
  private final int threads;
  private final RepeatedFailureLog failures = new RepeatedFailureLog(Duration.ofMinutes(10));

  // Alarms and the poll may come at once; what they do together must leave connections to others.
  private final Lock polling = new ReentrantLock();

  /**
   * @param threads how many batches are judged at once when there are several
   */
  Ticker(
      TransactionOperations transactions,
      TriggerRows rows,
      TickJudge judge,
      Alarm alarm,
      int threads) {
    this.transactions = transactions;
    this.rows = rows;
    this.judge = judge;
    this.alarm = alarm;
    this.threads = threads;
  }

  /**
   * Looks at all triggers that are due. One call at a time looks: another waits, and finds what it
   * left.
   *
   * @return how many runs were started
   */
  public int poll() {
    polling.lock();
    try {
      Batch first = pollOnce();
      return first.started + (first.more ? pollTogether() : 0);
    } finally {
      polling.unlock();
    }
  }

  /**
   * As {@link #poll}, for an alarm that rang: also asks for the next one, for it may have rung too
   * early by the database's clock, or while another transaction held a trigger that is due.
   */
  void wake() {
    poll();
    rows.soonest().ifPresent(next -> alarm.arm(List.of(next)));
  }

  // Thousands of schedules may be due in one instant: their batches lock different triggers, and
  // each its Dags in the order of their ids.
  private int pollTogether() {
    try (var executor = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
      List<Future<Integer>> polls = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        polls.add(executor.submit(this::pollAll));
      }
      int started = 0;
      for (Future<Integer> poll : polls) {
        started += poll.get();
      }
      return started;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException reason) {
        throw reason;
      }
      throw new IllegalStateException("a poll for due triggers failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0; // the server stops; the next poll, of whichever server, goes on
    }
  }

  private int pollAll() {
    int started = 0;
    Batch batch;
    do {
      batch = pollOnce();
      started += batch.started;
    } while (batch.more);
    return started;
  }

  private record Batch(int started, boolean more) {}

  // One trigger that throws spoils the transaction of all: then each gets its own.
  private Batch pollOnce() {
    List<UUID> picked = new ArrayList<>();
    try {
      List<Judged> judged =
          transactAndArm(
              () -> {
                picked.addAll(rows.lockDue(BATCH));
                return judge.judge(rows.facts(picked), null);
              });
      boolean more = picked.size() == BATCH || judged.stream().anyMatch(Judged::more);
      return new Batch(judged.stream().mapToInt(Judged::started).sum(), more);
    } catch (RuntimeException e) {
      if (DatabaseFaults.isPassing(e) && picked.isEmpty()) {
        throw e;
      }
      String text = "%d due triggers are judged one by one, together they failed: %s";
      if (failures.isFirst(e)) {
        log.info(text.formatted(picked.size(), e));
      } else {
        log.debug(text.formatted(picked.size(), e));
      }
      return alone(picked);
    }
  }

  private Batch alone(List<UUID> picked) {
    int started = 0;
    int failed = 0;
    for (UUID trigger : picked) {
      try {
        started += tick(trigger);
      } catch (RuntimeException e) {
        if (DatabaseFaults.isPassing(e)) {
          throw e;
        }
        failed++;
        log.error(
            "trigger {} cannot be judged ({}); the others go on, and it is tried again",
            trigger,
            DatabaseFaults.reason(e),
            !DatabaseFaults.isPermanent(e) && failures.isFirst(e) ? e : null);
      }
    }
    // What failed is due again at once: a batch of nothing else must not be followed by the same.
    return new Batch(started, picked.size() == BATCH && failed < BATCH);
  }

  /**
   * Looks at one trigger; waits for whoever looks at it now. A trigger that is paused or archived
   * is left alone.
   *
   * @return how many runs were started
   */
  public int tick(UUID trigger) {
    int started = 0;
    Judged judged;
    do {
      judged = tickOnce(trigger);
      started += judged.started();
    } while (judged.more());
    return started;
  }

  private Judged tickOnce(UUID trigger) {
    try {
      return tickOnce(trigger, null);
    } catch (RuntimeException e) {
      if (!DatabaseFaults.isPermanent(e)) {
        throw e; // a tick that is recorded as an error starts no run any more
      }
      log.error(
          "trigger {} cannot start its runs: its due ticks are recorded as errors", trigger, e);
      return fail(trigger, String.valueOf(e.getMessage()));
    }
  }

  private Judged tickOnce(UUID trigger, @Nullable String failure) {
    List<Judged> judged =
        transactAndArm(() -> judge.judge(rows.facts(rows.lock(trigger)), failure));
    return judged.isEmpty() ? new Judged(0, null, false) : judged.getFirst();
  }

  private Judged fail(UUID trigger, String reason) {
    try {
      return tickOnce(trigger, reason);
    } catch (RuntimeException e) {
      if (!DatabaseFaults.isPermanent(e)) {
        throw e;
      }
      transact(
          () -> {
            rows.facts(rows.lock(trigger)).forEach(facts -> judge.giveUp(facts, reason));
            return List.of();
          });
      return new Judged(0, null, false);
    }
  }

  private List<Judged> transact(Supplier<List<Judged>> work) {
    return Objects.requireNonNull(transactions.execute(status -> work.get()));
  }

  // After the commit: arming inside would hold the alarm's own lock for as long as the work takes.
  // That time has passed since the database's clock was read: an alarm may ring early, never late.
  private List<Judged> transactAndArm(Supplier<List<Judged>> work) {
    long begun = System.nanoTime();
    List<Judged> judged = transact(work);
    Duration passed = Duration.ofNanos(System.nanoTime() - begun);
    List<Wake> wakes =
        judged.stream()
            .flatMap(one -> Stream.ofNullable(one.wake()))
            .map(wake -> wake.after(passed))
            .toList();
    if (!wakes.isEmpty()) {
      alarm.arm(wakes);
    }
    return judged;
  }
}
