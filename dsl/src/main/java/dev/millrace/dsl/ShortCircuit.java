package dev.millrace.dsl;

import java.util.Locale;

/** What a branch that chooses no step skips. */
public enum ShortCircuit {
  /** Its direct successors; what follows them is judged by its own trigger rules. */
  DIRECT,
  /** Everything that follows, whatever the trigger rules say. */
  ALL;

  /** The name in files and over REST: this constant's name in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
