package dev.millrace.scheduler.dispatch;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Wakes whoever waits in this process for a change in the database. It only says "look again": the
 * truth is in the database, and every waiter also looks by itself twice a second.
 *
 * <p>No wake-up is lost between looking and waiting: a {@link Listener} remembers a ring from the
 * moment it was made. So the order is: listen, look, await, look again.
 *
 * <pre>{@code
 * try (var listener = bell.listen(BellKey.run(id))) {
 *   while (!seen(look())) {
 *     listener.await(Bell.POLL);
 *   }
 * }
 * }</pre>
 */
public final class Bell {
  /** How long a waiter waits at most before it looks by itself. */
  public static final Duration POLL = Duration.ofMillis(500);

  private final ConcurrentHashMap<BellKey, Set<Listener>> listeners = new ConcurrentHashMap<>();
  private final List<Consumer<BellKey>> relays = new CopyOnWriteArrayList<>();
  private volatile boolean over;

  /** Starts to listen; close it when done. */
  public Listener listen(BellKey... keys) {
    return listen(List.of(keys));
  }

  /** Starts to listen; close it when done. */
  public Listener listen(Collection<BellKey> keys) {
    var listener = new Listener(Set.copyOf(keys));
    for (BellKey key : listener.keys) {
      listeners.compute(
          key,
          (k, present) -> {
            Set<Listener> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(listener);
            return all;
          });
    }
    return listener;
  }

  /**
   * Wakes the listeners of that key in this process and asks the other servers to do the same.
   * Within a transaction this happens right after its commit, and not at all if it rolls back.
   */
  public void ring(BellKey key) {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              ringNow(key);
            }
          });
    } else {
      ringNow(key);
    }
  }

  /** Wakes the listeners of that key in this process only: another server rang. */
  void ringHere(BellKey key) {
    Set<Listener> woken = listeners.get(key);
    if (woken != null) {
      woken.forEach(Listener::wake);
    }
  }

  /** Wakes every listener of this process: what rang elsewhere may have been missed. */
  void ringAllHere() {
    listeners.values().forEach(all -> all.forEach(Listener::wake));
  }

  /**
   * Ends all waiting, for good: this server stops, and must not stay for those who wait in it. They
   * go on waiting at another server, or at this one when it is back.
   */
  void end() {
    over = true;
    ringAllHere();
  }

  /** Whether waiting has ended for good; whoever waits answers with what it has. */
  public boolean isOver() {
    return over;
  }

  /** Hands every key that rings in this process to the relay, on the ringing thread. */
  void relayTo(Consumer<BellKey> relay) {
    relays.add(relay);
  }

  private void ringNow(BellKey key) {
    ringHere(key);
    relays.forEach(relay -> relay.accept(key));
  }

  /** One waiter. Rings are remembered from its creation on. For one waiting thread at a time. */
  public final class Listener implements AutoCloseable {
    private final Set<BellKey> keys;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean rung;

    private Listener(Set<BellKey> keys) {
      this.keys = keys;
    }

    /**
     * Waits for a ring; returns at once when there was one since the last call, or when the bell
     * {@link #isOver() is over}.
     *
     * @param atMost how long to wait; zero or less does not wait
     * @return whether it rang
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    public boolean await(Duration atMost) throws InterruptedException {
      long nanos = atMost.toNanos();
      lock.lock();
      try {
        while (!rung && !over && nanos > 0) {
          nanos = changed.awaitNanos(nanos);
        }
        boolean was = rung;
        rung = false;
        return was;
      } finally {
        lock.unlock();
      }
    }

    private void wake() {
      lock.lock();
      try {
        rung = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      for (BellKey key : keys) {
        listeners.computeIfPresent(
            key,
            (k, all) -> {
              all.remove(this);
              return all.isEmpty() ? null : all;
            });
      }
    }
  }
}
