package dev.millrace.dsl.files;

/** A text that is no pattern over a project's paths. */
public final class PathGlobException extends Exception {
  PathGlobException(String message) {
    super(message);
  }

  /** What is wrong, as the end of a sentence that begins with the pattern; with the remedy. */
  public String flaw() {
    return String.valueOf(getMessage());
  }
}
