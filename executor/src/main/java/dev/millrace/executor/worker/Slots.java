package dev.millrace.executor.worker;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The worker's capacity. What is claimed or running is taken; every taken slot is given back once.
 */
final class Slots {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final int total;
  private int free;

  Slots(int total) {
    this.total = total;
    this.free = total;
  }

  /** Whether that is the worker's whole capacity. */
  boolean areAll(int count) {
    return count >= total;
  }

  /** Waits for free slots and takes them all. */
  int takeAll() throws InterruptedException {
    lock.lock();
    try {
      while (free <= 0) {
        changed.await();
      }
      int taken = free;
      free = 0;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Gives slots back; less than none when a server granted more than was asked for. */
  void giveBack(int count) {
    lock.lock();
    try {
      free += count;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
