package dev.millrace.api.attempts;

import dev.millrace.scheduler.store.AttemptEvent;
import dev.millrace.scheduler.store.AttemptReads;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which event of an attempt has which lines of its log, so that lines in the middle are read
 * without those before them. Takes a few numbers for each event; what is new is read when it is
 * asked for. Safe for any number of threads.
 */
final class LogIndex {
  private static final int BATCH = 500;

  private final UUID attempt;
  private final AttemptReads reads;
  private final ReentrantLock lock = new ReentrantLock();
  private long[] seqs = new long[16];

  /** How many lines ended before that event. */
  private int[] ended = new int[16];

  private int events;
  private long lastSeq;
  private int lines;
  private boolean open;
  private @Nullable Instant environmentBegan;
  private @Nullable Instant environmentEnded;
  private int environmentFirst;
  private int environmentEnd;

  LogIndex(UUID attempt, AttemptReads reads) {
    this.attempt = attempt;
    this.reads = reads;
  }

  /**
   * Where a line begins.
   *
   * @param seq the number of the event
   * @param skip how many lines end in that event before it begins
   */
  record Place(long seq, int skip) {}

  /**
   * The log as it is known.
   *
   * @param total lines, the one that has not ended included
   */
  record Extent(int total, LogLines.@Nullable EnvironmentLines environment) {}

  /** Reads what is new. */
  Extent update() {
    lock.lock();
    try {
      List<AttemptEvent> read;
      do {
        read = reads.eventsAfter(attempt, lastSeq, BATCH);
        read.forEach(this::add);
      } while (read.size() == BATCH);
      return new Extent(total(), environment());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Where the line begins.
   *
   * @param line from 0, below the total
   */
  Place place(int line) {
    lock.lock();
    try {
      // The last event before which fewer lines ended has the end of the line before.
      int at = Arrays.binarySearch(ended, 0, events, line);
      int event = at < 0 ? -at - 1 : at;
      while (event > 0 && (event == events || ended[event] >= line)) {
        event--;
      }
      return new Place(seqs[event], line - ended[event]);
    } finally {
      lock.unlock();
    }
  }

  private int total() {
    return open ? lines + 1 : lines;
  }

  private LogLines.@Nullable EnvironmentLines environment() {
    if (environmentBegan == null) {
      return null;
    }
    int last = environmentEnded == null ? total() : environmentEnd;
    Double seconds =
        environmentEnded == null
            ? null
            : Duration.between(environmentBegan, environmentEnded).toMillis() / 1000.0;
    return new LogLines.EnvironmentLines(environmentFirst, last, seconds);
  }

  private void add(AttemptEvent event) {
    lastSeq = event.seq();
    if (event.kind().equals("phase")) {
      phase(event.data().path("phase").asString(""), event.at());
      return;
    }
    String text = LogText.of(event);
    if (text == null || text.isEmpty()) {
      return;
    }
    if (events == seqs.length) {
      seqs = Arrays.copyOf(seqs, 2 * events);
      ended = Arrays.copyOf(ended, 2 * events);
    }
    seqs[events] = event.seq();
    ended[events++] = lines;
    lines += Math.toIntExact(text.chars().filter(c -> c == '\n').count());
    open = !text.endsWith("\n");
  }

  private void phase(String phase, Instant at) {
    if (phase.equals("environment")) {
      environmentBegan = at;
      environmentEnded = null;
      environmentFirst = total() + 1;
    } else if (environmentBegan != null && environmentEnded == null) {
      environmentEnded = at;
      environmentEnd = total();
    }
  }
}
