package dev.millrace.scheduler.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which of a pool's due steps go to which of the workers that ask: pure, in the order in which the
 * steps are due.
 *
 * <p>A step that some worker could hold, but none of those that ask, keeps its place. If the pool
 * has no room for it, nothing behind it starts. If the pool has, the worker with most room is kept
 * free of what is behind it, until it fits: that worker's room only grows, and it loses its part
 * only to one that has even more. So a big step starts once finitely many others have ended,
 * however many small ones come, and the other workers go on. A step that no worker could hold is
 * passed over.
 */
final class Allotment {
  private final Supplier<List<Worker>> workers;
  private final List<Asking> asking = new ArrayList<>();
  private final List<Given> given = new ArrayList<>();
  private int room;
  private @Nullable List<Worker> read;
  private @Nullable UUID kept;

  private Allotment(int room, List<Claim> claims, Supplier<List<Worker>> workers) {
    this.room = room;
    this.workers = workers;
    claims.forEach(claim -> asking.add(new Asking(claim)));
  }

  /** A step that may be leased. */
  record Due(UUID stepRun, int slots) {}

  /** A worker's wish: so many free slots. */
  record Claim(UUID session, int free) {}

  /** A worker of the pool that takes steps, whether it asks or not. */
  record Worker(UUID session, int slots, int free) {}

  /** The step goes to the claim of that index. */
  record Given(Due step, int claim) {}

  private static final class Asking {
    final UUID session;
    int free;

    Asking(Claim claim) {
      this.session = claim.session();
      this.free = claim.free();
    }
  }

  /**
   * Allots what fits.
   *
   * @param room slots that the pool has left
   * @param due steps in the order in which they are due
   * @param claims who asks; the first is served first
   * @param workers all of the pool; asked for only when a step fits no claim
   */
  static List<Given> of(
      int room, List<Due> due, List<Claim> claims, Supplier<List<Worker>> workers) {
    var allotment = new Allotment(room, claims, workers);
    for (Due step : due) {
      if (!allotment.place(step)) {
        break;
      }
    }
    return allotment.given;
  }

  /** Whether a step behind this one may start. */
  private boolean place(Due step) {
    int claim = step.slots() <= room ? claimFor(step) : -1;
    if (claim >= 0) {
      asking.get(claim).free -= step.slots();
      room -= step.slots();
      given.add(new Given(step, claim));
      return room > 0 && asking.stream().anyMatch(one -> one.free > 0);
    }
    if (kept == null) {
      Optional<Worker> roomiest = roomiest(step);
      if (roomiest.isPresent() && step.slots() > room) {
        return false;
      }
      roomiest.ifPresent(worker -> kept = worker.session());
    }
    return true;
  }

  private int claimFor(Due step) {
    for (int i = 0; i < asking.size(); i++) {
      Asking one = asking.get(i);
      if (one.free >= step.slots() && !one.session.equals(kept)) {
        return i;
      }
    }
    return -1;
  }

  private Optional<Worker> roomiest(Due step) {
    List<Worker> all = read == null ? workers.get() : read;
    read = all;
    return all.stream()
        .filter(worker -> worker.slots() >= step.slots())
        .max(
            Comparator.comparingInt(this::left)
                .thenComparing(worker -> !asks(worker)) // so that who asks is served
                .thenComparing(Worker::session));
  }

  private boolean asks(Worker worker) {
    return asking.stream().anyMatch(one -> one.session.equals(worker.session()));
  }

  private int left(Worker worker) {
    int taken =
        given.stream()
            .filter(one -> asking.get(one.claim()).session.equals(worker.session()))
            .mapToInt(one -> one.step().slots())
            .sum();
    return worker.free() - taken;
  }
}
