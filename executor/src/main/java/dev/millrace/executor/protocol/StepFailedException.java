package dev.millrace.executor.protocol;

/**
 * Ends an attempt as failed, with what people will read.
 *
 * <p>Thrown wherever something about the step or the machine makes going on pointless; an {@link
 * java.io.IOException}, by contrast, is a fault nobody foresaw and counts as the platform's.
 */
public final class StepFailedException extends Exception {
  private final CompleteRequest.Cause blame;
  private final String code;

  private StepFailedException(CompleteRequest.Cause blame, String code, String message) {
    super(message);
    this.blame = blame;
    this.code = code;
  }

  /** The step itself is at fault: its user retries apply. */
  public static StepFailedException user(String code, String message) {
    return new StepFailedException(CompleteRequest.Cause.USER, code, message);
  }

  /** The machine or the network is at fault: retried on the platform's budget. */
  public static StepFailedException platform(String code, String message) {
    return new StepFailedException(CompleteRequest.Cause.PLATFORM, code, message);
  }

  /** The same failure with one more sentence. */
  public StepFailedException withHint(String hint) {
    return new StepFailedException(blame, code, getMessage() + "\n" + hint);
  }

  /** Whose fault it is; never null. */
  public CompleteRequest.Cause blame() {
    return blame;
  }

  /** Upper-case name of the kind of failure, such as {@code MOUNT_MISSING}. */
  public String code() {
    return code;
  }

  /** The message of a completion: the code, then what happened, where and what to do. */
  public String completionMessage() {
    return code + ": " + getMessage();
  }
}
