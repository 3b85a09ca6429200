package dev.millrace.executor.notebook;

import org.jspecify.annotations.Nullable;

/**
 * A file is not a notebook that can be executed. The message says what is wrong, where, and what to
 * do.
 */
public final class NotebookException extends Exception {
  private static final long serialVersionUID = 1L;
  private final Code code;
  private final @Nullable String hint;

  NotebookException(Code code, String message, @Nullable String hint) {
    super(message);
    this.code = code;
    this.hint = hint;
  }

  /** A stable word for programs. */
  public Code code() {
    return code;
  }

  /** What to do, or null. */
  public @Nullable String hint() {
    return hint;
  }

  /** What is wrong. The names are the codes of the API's problem documents. */
  public enum Code {
    /** Not JSON, or not an object. */
    NOTEBOOK_PARSE,
    /** A version of the format that is too old or unknown. */
    NBFORMAT_UNSUPPORTED,
    /** JSON, but not a notebook. */
    NOTEBOOK_SCHEMA,
    /** More than 50 MiB, or more than 10,000 cells. */
    NOTEBOOK_TOO_BIG,
    /** Parameters for a language that injection does not know. */
    PARAM_LANG
  }
}
