package dev.millrace.scheduler.expression;

import java.util.function.Supplier;

/**
 * Ends an evaluation that takes too long. Limits on loops and sizes do not bound their product: ten
 * thousand comparisons of lists of a hundred thousand items are minutes of a thread that others
 * wait for.
 *
 * <p>An evaluation has one thread, and nothing interrupts it; so every function whose time grows
 * with its arguments calls {@link #check}, and none of them alone takes longer than a moment.
 */
final class Deadline {
  private static final ThreadLocal<Long> END = new ThreadLocal<>();

  private Deadline() {}

  /** Evaluates; {@link #check} counts from here. */
  static <T> T within(Supplier<T> evaluation) {
    END.set(System.nanoTime() + Limits.TIME.toNanos());
    try {
      return evaluation.get();
    } finally {
      END.remove();
    }
  }

  /**
   * @throws ExpressionException if the evaluation of this thread has had its time
   */
  static void check() {
    Long end = END.get();
    if (end != null && System.nanoTime() - end > 0) {
      throw new ExpressionException(
          "it takes longer than %d s; do this work in a step".formatted(Limits.TIME.toSeconds()));
    }
  }
}
