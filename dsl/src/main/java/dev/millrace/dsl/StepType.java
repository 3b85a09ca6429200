package dev.millrace.dsl;

import java.util.Locale;

/** The types of step; the wire name is the key that makes a step one of that type in a file. */
public enum StepType {
  NOTEBOOK,
  SCRIPT,
  SHELL,
  BRANCH,
  NOOP;

  /** The name in files, over REST and in the database: this constant's name in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
