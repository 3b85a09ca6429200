package dev.millrace.scheduler.trigger;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Polls for due triggers again and again, so that a lost alarm costs a moment and never a tick. */
final class PollLoop implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(PollLoop.class);

  private final Ticker ticker;
  private final Duration pause;
  private final boolean enabled;
  private volatile boolean running;
  private boolean failing;
  private @Nullable Thread thread;

  PollLoop(Ticker ticker, Duration pause, boolean enabled) {
    this.ticker = ticker;
    this.pause = pause;
    this.enabled = enabled;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofVirtual().name("schedules").start(this::run);
  }

  private void run() {
    while (running) {
      poll();
      // Asked again: the database driver waits on this thread as well, and may have used up the
      // wake-up of a stop that came meanwhile.
      if (running) {
        LockSupport.parkNanos(pause.toNanos());
      }
    }
  }

  private void poll() {
    try {
      ticker.poll();
      if (failing) {
        log.info("looking for due schedules works again");
      }
      failing = false;
    } catch (RuntimeException e) {
      // The first failure in full, then one line: a database that is away must not fill the log.
      if (failing) {
        log.debug("looking for due schedules failed again: {}", e.toString());
      } else {
        log.warn("looking for due schedules failed; it is tried again in {}", pause, e);
      }
      failing = true;
    }
  }

  @Override
  public void stop() {
    running = false;
    Thread polling = thread;
    thread = null;
    if (polling != null) {
      LockSupport.unpark(polling);
      try {
        polling.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isAutoStartup() {
    return enabled;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
