package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.Dag;
import dev.millrace.scheduler.store.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.random.RandomGenerator;

/** What the clients of one test share: Dags, runs, the database's clock. */
final class Chaos {
  private final ReadWriteLock clock = new ReentrantReadWriteLock();
  private final TestDatabase database;
  private final Map<UUID, Dag> dags;
  private final List<UUID> dagIds;
  private final List<UUID> runs = new CopyOnWriteArrayList<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger reopened = new AtomicInteger();
  private Duration passed = Duration.ZERO;

  Chaos(TestDatabase database, Map<UUID, Dag> dags) {
    this.database = database;
    this.dags = dags;
    this.dagIds = List.copyOf(dags.keySet());
  }

  Map<UUID, Dag> dags() {
    return dags;
  }

  UUID anyDag(RandomGenerator random) {
    return dagIds.get(random.nextInt(dagIds.size()));
  }

  void ran(UUID run) {
    runs.add(run);
  }

  int runs() {
    return runs.size();
  }

  Optional<UUID> anyRun(RandomGenerator random) {
    return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(random.nextInt(runs.size())));
  }

  void refused() {
    refused.incrementAndGet();
  }

  int timesRefused() {
    return refused.get();
  }

  void reopened() {
    reopened.incrementAndGet();
  }

  int timesReopened() {
    return reopened.get();
  }

  /**
   * Works while the clock is not moved. A transaction that is under way would otherwise go on with
   * the time before the move, and its neighbours with the time after it; no real clock does that.
   */
  void whileTheClockStands(Runnable work) {
    clock.readLock().lock();
    try {
      work.run();
    } finally {
      clock.readLock().unlock();
    }
  }

  /** Up to 40 s go by, in which silent workers' leases, deadlines and delays end; then a sweep. */
  void letTimePass(TestServer server, RandomGenerator random) {
    pass(Duration.ofMillis(random.nextInt(40_000)));
    whileTheClockStands(server::sweep);
  }

  void pass(Duration time) {
    clock.writeLock().lock();
    try {
      passed = passed.plus(time);
      database.shiftClock(passed);
    } finally {
      clock.writeLock().unlock();
    }
  }
}
