package dev.millrace.scheduler.trigger;

import dev.millrace.scheduler.loop.PacedLoop;
import dev.millrace.scheduler.store.DatabaseAway;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Polls for due triggers again and again, so that a lost alarm costs a moment and never a tick. */
final class PollLoop implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(PollLoop.class);

  private final Ticker ticker;
  private final Duration pause;
  private final boolean enabled;
  private final PacedLoop loop;
  private boolean failing;

  PollLoop(Ticker ticker, Duration pause, boolean enabled) {
    this.ticker = ticker;
    this.pause = pause;
    this.enabled = enabled;
    this.loop = new PacedLoop("schedules", pause, this::poll);
  }

  @Override
  public void start() {
    loop.start();
  }

  private void poll() {
    try {
      ticker.poll();
      if (failing) {
        log.info("looking for due schedules works again");
      }
      failing = false;
    } catch (RuntimeException e) {
      // A defect in full once; a database that is away has no trace worth a page in the log.
      if (!failing && DatabaseAway.isCauseOf(e)) {
        log.info("looking for due schedules waits for the database: {}", e.getMessage());
      } else if (failing) {
        log.debug("looking for due schedules failed again: {}", e.toString());
      } else {
        log.warn("looking for due schedules failed; it is tried again in {}", pause, e);
      }
      failing = true;
    }
  }

  @Override
  public void stop() {
    loop.stop();
  }

  @Override
  public boolean isAutoStartup() {
    return enabled;
  }

  @Override
  public boolean isRunning() {
    return loop.isRunning();
  }
}
