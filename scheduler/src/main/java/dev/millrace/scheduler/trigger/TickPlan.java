package dev.millrace.scheduler.trigger;

import dev.millrace.dsl.Catchup;
import dev.millrace.dsl.Schedule;
import dev.millrace.dsl.Ticks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the ticks that are due: pure, from a schedule and three instants.
 *
 * @param entries in the order of the ticks
 * @param watermark up to here everything is judged when the entries are applied
 * @param next the first tick behind the watermark; null: none any more
 */
record TickPlan(List<Entry> entries, Instant watermark, @Nullable Instant next) {
  /** A tick is missed when it is judged later than this. */
  static final Duration GRACE = Duration.ofSeconds(60);

  /** Of one or several ticks that follow each other. */
  sealed interface Entry {
    /** A tick that starts a run, if overlap allows. */
    record Start(Instant tick) implements Entry {}

    /** Ticks that start none. */
    record Without(Instant first, Instant last, int count, Reason reason) implements Entry {}
  }

  /** Why ticks start no run. */
  enum Reason {
    /** They fell due while the trigger was paused. */
    PAUSED,
    /** They were judged too late. */
    LATE,
    /** More were missed than are caught up. */
    TOO_MANY
  }

  /** There are more ticks due behind the watermark. */
  boolean hasMore(Instant now) {
    return next != null && !next.isAfter(now);
  }

  /**
   * Judges the ticks in (watermark, now].
   *
   * @param missedUntil ticks up to here are missed, however young; null: none is
   * @param most at most so many starts; the rest is left to the next plan
   */
  static TickPlan of(
      Schedule schedule,
      Ticks ticks,
      Instant watermark,
      Instant now,
      @Nullable Instant missedUntil,
      int most) {
    var judging = new Judging(missedUntil, kept(schedule));
    Instant oldest = now.minus(GRACE);
    List<Instant> fresh = new ArrayList<>();
    Instant tick = ticks.after(watermark);
    while (tick != null && !tick.isAfter(now)) {
      boolean wasPaused = missedUntil != null && !tick.isAfter(missedUntil);
      if (wasPaused || tick.isBefore(oldest)) {
        judging.missed(tick);
      } else {
        fresh.add(tick);
      }
      tick = ticks.after(tick);
    }
    List<Entry> entries = judging.entries(schedule.catchup());
    fresh.forEach(due -> entries.add(new Entry.Start(due)));
    return cut(entries, watermark, now, tick, most);
  }

  private static int kept(Schedule schedule) {
    return switch (schedule.catchup()) {
      case NONE -> 0;
      case LATEST -> 1;
      case ALL -> schedule.maxCatchup();
    };
  }

  private static TickPlan cut(
      List<Entry> entries, Instant watermark, Instant now, @Nullable Instant next, int most) {
    int starts = 0;
    Instant last = watermark;
    for (int i = 0; i < entries.size(); i++) {
      switch (entries.get(i)) {
        case Entry.Start start -> {
          if (starts++ == most) {
            return new TickPlan(List.copyOf(entries.subList(0, i)), last, start.tick());
          }
          last = start.tick();
        }
        case Entry.Without without -> last = without.last();
      }
    }
    Instant upTo = now.isAfter(watermark) ? now : watermark;
    return new TickPlan(List.copyOf(entries), upTo, next);
  }

  /** Keeps the newest missed ticks and counts the others as stretches. */
  private static final class Judging {
    private final @Nullable Instant missedUntil;
    private final int kept;
    private final Deque<Instant> newest = new ArrayDeque<>();
    private final List<Entry> stretches = new ArrayList<>();

    Judging(@Nullable Instant missedUntil, int kept) {
      this.missedUntil = missedUntil;
      this.kept = kept;
    }

    void missed(Instant tick) {
      newest.addLast(tick);
      if (newest.size() > kept) {
        drop(newest.removeFirst());
      }
    }

    private void drop(Instant tick) {
      Reason reason =
          missedUntil != null && !tick.isAfter(missedUntil) ? Reason.PAUSED : Reason.LATE;
      if (!stretches.isEmpty()
          && stretches.getLast() instanceof Entry.Without open
          && open.reason() == reason) {
        stretches.removeLast();
        stretches.add(new Entry.Without(open.first(), tick, open.count() + 1, reason));
      } else {
        stretches.add(new Entry.Without(tick, tick, 1, reason));
      }
    }

    List<Entry> entries(Catchup catchup) {
      List<Entry> entries = new ArrayList<>(stretches);
      if (catchup == Catchup.ALL) {
        entries.replaceAll(Judging::tooMany);
      }
      newest.forEach(tick -> entries.add(new Entry.Start(tick)));
      return entries;
    }

    private static Entry tooMany(Entry entry) {
      return entry instanceof Entry.Without without
          ? new Entry.Without(without.first(), without.last(), without.count(), Reason.TOO_MANY)
          : entry;
    }
  }
}
