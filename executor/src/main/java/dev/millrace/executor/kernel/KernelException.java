package dev.millrace.executor.kernel;

/** A kernel could not do what it was asked for; the message says what happened and what to do. */
public sealed class KernelException extends Exception {
  private static final long serialVersionUID = 1L;

  private KernelException(String message) {
    super(message);
  }

  /** No kernel came up: it could not be started, ended at once, or did not answer in time. */
  public static final class NotStarted extends KernelException {
    private static final long serialVersionUID = 1L;

    public NotStarted(String message) {
      super(message);
    }
  }

  /** No kernelspec has the name; the message lists those that exist. */
  public static final class Unknown extends KernelException {
    private static final long serialVersionUID = 1L;

    public Unknown(String message) {
      super(message);
    }
  }

  /** The kernel's process ended while something was asked of it. */
  public static final class Died extends KernelException {
    private static final long serialVersionUID = 1L;
    private final transient ProcessEnd end;

    public Died(ProcessEnd end) {
      super("the kernel " + end.describe());
      this.end = end;
    }

    /** How it ended. */
    public ProcessEnd end() {
      return end;
    }
  }

  /**
   * The kernel lives, but of the two words that end an execution, its reply and its idle status,
   * one came and the other will not.
   */
  public static final class HalfAnswered extends KernelException {
    private static final long serialVersionUID = 1L;

    /**
     * Describes what is missing.
     *
     * @param message a predicate whose subject is the kernel
     */
    HalfAnswered(String message) {
      super(message);
    }
  }
}
