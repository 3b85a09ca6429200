package dev.millrace.scheduler.loop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Does a piece of work again and again on a thread of its own, with a pause after each pass.
 *
 * <p>A stop ends the pause at once, whatever the work did to its thread: what says stop is a latch
 * and not the thread's permit, which a database driver that waits on the same thread uses up.
 */
public final class PacedLoop {
  private static final Duration LAST_PASS = Duration.ofSeconds(10);

  private final String name;
  private final Duration pause;
  private final Runnable pass;
  private @Nullable Running running;

  /**
   * One that does not run yet.
   *
   * @param name the thread's
   * @param pause from the end of a pass to the start of the next
   * @param pass one pass; it deals with its own failures, for one that throws ends the loop
   */
  public PacedLoop(String name, Duration pause, Runnable pass) {
    this.name = name;
    this.pause = pause;
    this.pass = pass;
  }

  private record Running(Thread thread, CountDownLatch stop) {}

  /** Begins with a pass at once; nothing happens when it runs already. */
  public synchronized void start() {
    if (running == null) {
      var stop = new CountDownLatch(1);
      running = new Running(Thread.ofVirtual().name(name).start(() -> repeat(stop)), stop);
    }
  }

  private void repeat(CountDownLatch stop) {
    try {
      do {
        pass.run();
      } while (!stop.await(pause.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      // Nobody but the work itself can have asked for it; it ends like a stop.
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Lets no further pass begin and waits for the one under way, up to 10 s. Nothing happens when it
   * does not run.
   */
  public void stop() {
    Running ending = leave();
    if (ending != null) {
      ending.stop().countDown();
      try {
        ending.thread().join(LAST_PASS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized @Nullable Running leave() {
    Running left = running;
    running = null;
    return left;
  }

  /** Whether it was started, and not stopped since. */
  public synchronized boolean isRunning() {
    return running != null;
  }
}
