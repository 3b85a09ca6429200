package dev.millrace.cli.up;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops what was started, last first, once: on Ctrl-C, on SIGTERM, or when a start fails half way.
 */
final class Shutdown implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Shutdown.class);

  /** What a process ends with that SIGTERM ended. */
  private static final int TERMINATED = 143;

  private final Deque<Part> parts = new ArrayDeque<>();

  /**
   * Held while stopping, so that whoever comes second (the hook or the main thread) waits until all
   * is stopped.
   */
  private final Object stopping = new Object();

  private final CountDownLatch asked = new CountDownLatch(1);

  private record Part(String name, AutoCloseable stop) {}

  <T extends AutoCloseable> T add(String name, T part) {
    synchronized (parts) {
      parts.push(new Part(name, part));
    }
    return part;
  }

  /**
   * Makes the end of the process stop everything first.
   *
   * @param limit what has not stopped by then is left as it is, and the process ends: the database
   *     rolls back, guards kill steps
   */
  void onExit(Duration limit) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(
                    () -> {
                      asked.countDown();
                      endAfter(limit);
                      close();
                    }));
  }

  private static void endAfter(Duration limit) {
    Thread.ofPlatform()
        .daemon()
        .name("shutdown-limit")
        .start(
            () -> {
              try {
                Thread.sleep(limit);
              } catch (InterruptedException e) {
                return; // this thread is never interrupted
              }
              log.error("not everything stopped within {} s; the process ends", limit.toSeconds());
              Runtime.getRuntime().halt(TERMINATED);
            });
  }

  /** Waits until the process is asked to end. */
  void await() throws InterruptedException {
    asked.await();
  }

  @Override
  public void close() {
    synchronized (stopping) {
      stopAll();
    }
  }

  private void stopAll() {
    while (true) {
      Part part;
      synchronized (parts) {
        part = parts.poll();
      }
      if (part == null) {
        return;
      }
      try {
        part.stop().close();
      } catch (Exception e) {
        log.warn(
            "stopping {} failed ({}); the rest is stopped all the same", part.name(), e.toString());
      }
    }
  }
}
