package dev.millrace.scheduler.expression;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What an expression may cost. Bounds on its text and its iterations alone would not do: {@code
 * [1].map(a, [a, a])} repeated thirty times is short, loops thirty times, and describes a value of
 * a billion parts.
 */
final class Limits {
  /** Characters of one expression. */
  static final int SOURCE = 4_000;

  /** Nodes of a parsed expression, macros expanded. */
  static final int NODES = 4_000;

  /** Nesting of a parsed expression. */
  static final int DEPTH = 50;

  /** Iterations of all loops of one evaluation together. */
  static final int ITERATIONS = 10_000;

  /** Characters or bytes of one text that an expression builds: the limit of one output. */
  static final int TEXT = 256 * 1024;

  /** Parts of one value that an expression builds, nested ones included. */
  static final int PARTS = 20_000;

  /** How long one evaluation may take. */
  static final Duration TIME = Duration.ofSeconds(2);

  private Limits() {}

  /**
   * @throws ExpressionException if a text is longer than {@link #TEXT}
   */
  static void requireText(long length) {
    if (length > TEXT) {
      throw new ExpressionException("it builds a text of more than %d KiB".formatted(TEXT / 1024));
    }
  }

  /**
   * @throws ExpressionException if the outputs of a run have more characters than {@link #TEXT}
   */
  static void requireTogether(long length) {
    if (length > TEXT) {
      throw new ExpressionException(
          "with it, the outputs of the run would take more than %d KiB".formatted(TEXT / 1024));
    }
  }

  /**
   * @throws ExpressionException if the value has more than {@link #PARTS} parts; found out without
   *     walking further
   */
  static void requireSize(Object value) {
    if (count(value, 0) > PARTS) {
      throw new ExpressionException("it builds a value of more than %,d parts".formatted(PARTS));
    }
  }

  private static int count(Object value, int before) {
    int counted = before + 1;
    Iterable<?> parts =
        switch (value) {
          case Collection<?> list -> list;
          case Map<?, ?> map -> map.values();
          default -> List.of();
        };
    for (Object part : parts) {
      if (counted > PARTS) {
        return counted;
      }
      counted = count(part, counted);
    }
    return counted;
  }
}
