package dev.millrace.dsl.cron;

/** A text that is no cron expression. The message names the field and what is wrong with it. */
public final class CronSyntaxException extends Exception {
  private final int field;
  private final String hint;

  CronSyntaxException(int field, String message, String hint) {
    super(message, null, false, false);
    this.field = field;
    this.hint = hint;
  }

  /** Which field, from 1; one more than there are when a field is missing. */
  public int field() {
    return field;
  }

  /** What to do. */
  public String hint() {
    return hint;
  }
}
