package dev.millrace.dsl;

import java.util.Locale;

/** Which time a run that a tick starts is about. */
public enum TickInterval {
  /**
   * The tick itself: it is the run's logical time, and both ends of its data interval. What a
   * schedule has that says nothing.
   */
  TICK,
  /**
   * The stretch before the tick: the run's logical time is the tick before it, its data interval
   * goes from there to the tick.
   */
  PREVIOUS;

  /** The name in files and over REST: this constant's name in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
