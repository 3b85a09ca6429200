package dev.millrace.executor.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The attempts a worker holds: from their grant until their completion is answered or they are
 * dropped.
 */
final class Held {
  private final Map<UUID, AttemptRun> attempts = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /**
   * Adds one.
   *
   * @return false when it is held already
   */
  boolean add(AttemptRun attempt) {
    return attempts.putIfAbsent(attempt.id(), attempt) == null;
  }

  void remove(UUID attempt) {
    lock.lock();
    try {
      attempts.remove(attempt);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Nullable AttemptRun get(UUID attempt) {
    return attempts.get(attempt);
  }

  List<UUID> ids() {
    return List.copyOf(attempts.keySet());
  }

  void forEach(Consumer<AttemptRun> action) {
    attempts.values().forEach(action);
  }

  /**
   * Waits until none is held.
   *
   * @return whether that is so; false when the time was up
   */
  boolean awaitNone(Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (!attempts.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return attempts.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
