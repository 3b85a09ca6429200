package dev.millrace.dsl;

import java.util.Locale;

/** What a tick does while the Dag has a run that has not ended, whatever started that. */
public enum Overlap {
  /** It starts its run beside the others. What a schedule has that says nothing. */
  ALLOW,
  /** Its run waits until no other run of the Dag is active. */
  QUEUE,
  /** It starts no run. */
  SKIP;

  /** The name in files and over REST: this constant's name in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
