package dev.millrace.executor.worker;

import dev.millrace.executor.protocol.AttemptEvent;
import dev.millrace.executor.protocol.WorkerProtocol;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends an attempt's spool to the server, behind the cells' backs, for as long as it takes. */
final class EventSender {
  private static final Logger log = LoggerFactory.getLogger(EventSender.class);
  private static final int BATCH_BYTES = 1 << 20;

  private final EventSpool spool;
  private final SessionClient server;
  private final UUID attempt;
  private final long epoch;
  private final Runnable lost;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long acknowledged;
  private boolean ended;

  /**
   * Sends for one attempt.
   *
   * @param lost called once when the server says that the attempt is no longer this worker's
   */
  EventSender(EventSpool spool, SessionClient server, UUID attempt, long epoch, Runnable lost) {
    this.spool = spool;
    this.server = server;
    this.attempt = attempt;
    this.epoch = epoch;
    this.lost = lost;
  }

  /** Sends what comes until the thread is interrupted or the server refuses. */
  void run() {
    try {
      while (true) {
        spool.awaitAfter(acknowledged());
        Backoff.untilAnswered(
            "events of attempt " + attempt,
            () -> {
              sendBatch();
              return true;
            });
      }
    } catch (InterruptedException e) {
      log.trace("events of attempt {} are no longer sent", attempt);
    } catch (RefusedException e) {
      log.warn("the server takes no more events of attempt {}: {}", attempt, e.getMessage());
      if (e.isLost()) {
        lost.run();
      }
    } catch (NotTakenException e) {
      log.warn(
          "the server takes no more events of attempt {}; its completion goes without them: {}",
          attempt,
          e.getMessage());
    } catch (IOException e) {
      log.error(
          "the events of attempt {} cannot be read back; its completion says which arrived",
          attempt,
          e);
    } finally {
      end();
    }
  }

  private void sendBatch() throws IOException, InterruptedException {
    List<AttemptEvent> batch =
        spool.read(acknowledged() + 1, WorkerProtocol.MAX_EVENTS_PER_BATCH, BATCH_BYTES);
    if (!batch.isEmpty()) {
      acknowledge(server.events(attempt, epoch, batch));
    }
  }

  /** Sends the whole spool once and returns; for what an earlier start of the worker left. */
  void sendAll() throws IOException, InterruptedException {
    while (acknowledged() < spool.last()) {
      long before = acknowledged();
      Backoff.untilAnswered(
          "events of attempt " + attempt,
          () -> {
            sendBatch();
            return true;
          });
      if (acknowledged() == before) {
        return; // the server takes no more, and says so by not counting on
      }
    }
  }

  /**
   * Waits until the server has every event that is in the spool now, or will take no more.
   *
   * @return the highest number that it has
   */
  long awaitSent() throws InterruptedException {
    long goal = spool.last();
    lock.lock();
    try {
      while (acknowledged < goal && !ended) {
        changed.await();
      }
      return Math.min(acknowledged, goal);
    } finally {
      lock.unlock();
    }
  }

  /** The server lacks events from this number on. */
  void resendFrom(long seq) {
    acknowledge(seq - 1);
  }

  private long acknowledged() {
    lock.lock();
    try {
      return acknowledged;
    } finally {
      lock.unlock();
    }
  }

  private void acknowledge(long seq) {
    lock.lock();
    try {
      acknowledged = Math.max(0, Math.min(seq, spool.last()));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
