package dev.millrace.executor.worker;

import dev.millrace.executor.protocol.HeartbeatRequest.Undeliverable;
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
 * dropped, and none of their processes is left.
 */
final class Held {
  private final Map<UUID, AttemptRun> attempts = new ConcurrentHashMap<>();
  private final Map<UUID, String> undeliverable = new ConcurrentHashMap<>();
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
      undeliverable.remove(attempt);
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

  /** From now on the attempt is one whose end the server must make itself, for that reason. */
  void undeliverable(UUID attempt, String reason) {
    undeliverable.put(attempt, reason);
  }

  List<Undeliverable> undeliverable() {
    return undeliverable.entrySet().stream()
        .map(entry -> new Undeliverable(entry.getKey(), entry.getValue()))
        .toList();
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
