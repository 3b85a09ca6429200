package dev.millrace.scheduler.expression;

import java.util.function.Supplier;

/**
 * Ends an evaluation that takes too long. Limits on loops and sizes do not bound their product: ten
 * thousand comparisons of lists of a hundred thousand items are minutes of a thread that others
 * wait for.
 *
 * <p>An evaluation has one thread, and nothing interrupts it; so every function whose time grows
 * with its arguments calls {@link #check}, and so does every look at a variable, whose value CEL
 * converts anew each time. None of them alone takes longer than a moment.
 */
final class Deadline {
  private static final ThreadLocal<Long> END = new ThreadLocal<>();

  private Deadline() {}

  /** Evaluates; {@link #check} counts from here. */
  static <T> T within(Supplier<T> evaluation) {
    END.set(System.nanoTime() + Limits.TIME.toNanos());
    try {
      return evaluation.get();
    } catch (TimeUpError e) {
      throw new ExpressionException(
          "it takes longer than %d s; do this work in a step".formatted(Limits.TIME.toSeconds()),
          e);
    } finally {
      END.remove();
    }
  }

  /** Ends the evaluation of this thread if it has had its time. */
  static void check() {
    Long end = END.get();
    if (end != null && System.nanoTime() - end > 0) {
      throw new TimeUpError();
    }
  }

  /** No exception: CEL takes those for values of the operands of && and ||, and goes on looping. */
  @SuppressWarnings("serial")
  private static final class TimeUpError extends Error {
    TimeUpError() {
      super("the evaluation has had its time", null, false, false);
    }
  }
}
