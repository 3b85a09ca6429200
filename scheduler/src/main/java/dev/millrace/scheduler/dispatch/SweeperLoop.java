package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.loop.PacedLoop;
import dev.millrace.scheduler.store.DatabaseAway;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs all sweepers, one after the other, again and again. One that throws does not keep the others
 * from their pass. Every server may run it: sweepers work under the same locks as everybody.
 */
public final class SweeperLoop implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(SweeperLoop.class);

  private final List<Sweeper> sweepers;
  private final Duration pause;
  private final boolean enabled;
  private final PacedLoop loop;
  private final Set<String> failing = new HashSet<>();

  /**
   * @param pause between two passes
   * @param enabled whether it runs by itself when the server starts
   */
  SweeperLoop(List<Sweeper> sweepers, Duration pause, boolean enabled) {
    this.sweepers = List.copyOf(sweepers);
    this.pause = pause;
    this.enabled = enabled;
    this.loop = new PacedLoop("sweepers", pause, this::sweep);
  }

  /**
   * One pass of every sweeper, for tests and impatient operators.
   *
   * @return how many things were set right
   */
  public synchronized int sweep() {
    int sum = 0;
    for (Sweeper sweeper : sweepers) {
      sum += sweep(sweeper);
    }
    return sum;
  }

  private int sweep(Sweeper sweeper) {
    try {
      int count = sweeper.sweep();
      if (failing.remove(sweeper.name())) {
        log.info("sweep of {} works again", sweeper.name());
      }
      if (count > 0) {
        log.debug("sweep of {}: {}", sweeper.name(), count);
      }
      return count;
    } catch (RuntimeException e) {
      // A defect in full once; a database that is away has no trace worth a page in the log.
      boolean first = failing.add(sweeper.name());
      if (first && DatabaseAway.isCauseOf(e)) {
        log.info("sweep of {} waits for the database: {}", sweeper.name(), e.getMessage());
      } else if (first) {
        log.warn("sweep of {} failed; it is tried again in {}", sweeper.name(), pause, e);
      } else {
        log.debug("sweep of {} failed again: {}", sweeper.name(), e.toString());
      }
      return 0;
    }
  }

  @Override
  public void start() {
    loop.start();
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
