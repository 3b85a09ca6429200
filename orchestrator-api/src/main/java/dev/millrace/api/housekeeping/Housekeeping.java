package dev.millrace.api.housekeeping;

import dev.millrace.scheduler.loop.PacedLoop;
import dev.millrace.scheduler.store.DatabaseAway;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Does all chores, one after the other, every two seconds. One that throws does not keep the others
 * from theirs.
 */
@Component
final class Housekeeping implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final List<Chore> chores;
  private final Set<String> failing = new HashSet<>();
  private final PacedLoop loop;

  Housekeeping(List<Chore> chores) {
    this.chores = List.copyOf(chores);
    this.loop = new PacedLoop("housekeeping", PAUSE, () -> this.chores.forEach(this::attend));
  }

  @Override
  public void start() {
    loop.start();
  }

  private void attend(Chore chore) {
    try {
      chore.sweep();
      if (failing.remove(chore.name())) {
        log.info("{} works again", chore.name());
      }
    } catch (RuntimeException e) {
      // A defect in full once; a database that is away has no trace worth a page in the log.
      boolean first = failing.add(chore.name());
      if (first && DatabaseAway.isCauseOf(e)) {
        log.info("{} waits for the database: {}", chore.name(), e.getMessage());
      } else if (first) {
        log.warn("{} failed; it is tried again every {} s", chore.name(), PAUSE.toSeconds(), e);
      }
    }
  }

  @Override
  public void stop() {
    loop.stop();
  }

  @Override
  public boolean isRunning() {
    return loop.isRunning();
  }
}
