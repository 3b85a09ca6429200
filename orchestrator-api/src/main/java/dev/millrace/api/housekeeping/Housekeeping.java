package dev.millrace.api.housekeeping;

import dev.millrace.scheduler.loop.PacedLoop;
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
      // The first failure in full, then nothing: a database that is away must not fill the log.
      if (failing.add(chore.name())) {
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
