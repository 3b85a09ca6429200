package dev.millrace.api.housekeeping;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
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
  private volatile boolean running;
  private @Nullable Thread thread;

  Housekeeping(List<Chore> chores) {
    this.chores = List.copyOf(chores);
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofVirtual().name("housekeeping").start(this::run);
  }

  private void run() {
    while (running) {
      chores.forEach(this::attend);
      // Asked again: the database driver waits on this thread as well, and may have used up the
      // wake-up of a stop that came meanwhile.
      if (running) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
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
    running = false;
    Thread working = thread;
    thread = null;
    if (working != null) {
      LockSupport.unpark(working);
      try {
        working.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
