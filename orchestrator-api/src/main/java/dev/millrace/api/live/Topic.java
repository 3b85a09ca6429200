package dev.millrace.api.live;

import dev.millrace.scheduler.dispatch.Bell;
import dev.millrace.scheduler.dispatch.BellKey;
import java.time.Duration;
import java.util.List;

/** One thing that a stream follows, with its own position. Used by one thread. */
interface Topic {
  /**
   * The kind: {@code run}, {@code attempt}, {@code runs} or {@code dag}; the name of its
   * server-sent events.
   */
  String kind();

  /** What rings when there is more. */
  BellKey bell();

  /**
   * The next events, and moves the position behind them.
   *
   * @return at most a batch; empty: nothing new
   */
  List<LiveEvent> next();

  /** How long to wait at most for the bell before asking again. */
  default Duration patience() {
    return Bell.POLL;
  }

  /** The position, in a form that {@link Topics} reads again. */
  String position();
}
