package dev.millrace.dsl;

import java.util.Locale;

/**
 * Which of the ticks that were missed start a run afterwards. A tick is missed when it is judged
 * more than a minute late or fell due while its trigger was paused.
 */
public enum Catchup {
  /** None of them. What a schedule has that says nothing. */
  NONE,
  /** The newest one. */
  LATEST,
  /** All of them, at most as many as the schedule's {@code maxCatchup}, the newest first kept. */
  ALL;

  /** The name in files and over REST: this constant's name in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
