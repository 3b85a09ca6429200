package dev.millrace.cli.log;

/** How lines of the log are written. */
public enum LogFormat {
  /** For people: time, level, where, what. */
  TEXT,
  /** For programs: one JSON object a line, with the ids of run, step and attempt as fields. */
  JSON
}
