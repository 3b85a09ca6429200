package dev.millrace.executor.worker;

import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Numbers a session's claims and knows which are settled: answered with their grants held, or given
 * up. A grant of a settled claim that no heartbeat lists never arrived.
 */
final class ClaimNumbers {
  private final ReentrantLock lock = new ReentrantLock();
  private final TreeSet<Long> open = new TreeSet<>();
  private long last;

  long next() {
    lock.lock();
    try {
      open.add(++last);
      return last;
    } finally {
      lock.unlock();
    }
  }

  /** The claim's grants are held, or nobody waits for them any more. Repeating it does nothing. */
  void settle(long number) {
    lock.lock();
    try {
      open.remove(number);
    } finally {
      lock.unlock();
    }
  }

  /** The highest number up to which all are settled; 0: none. */
  long settled() {
    lock.lock();
    try {
      return open.isEmpty() ? last : open.first() - 1;
    } finally {
      lock.unlock();
    }
  }
}
