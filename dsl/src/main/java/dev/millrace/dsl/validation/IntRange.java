package dev.millrace.dsl.validation;

/**
 * An inclusive range of whole numbers, one constant for each field that has one.
 *
 * @param least the smallest number in it
 * @param most the largest number in it
 */
public record IntRange(int least, int most) {
  /** Retries after a step's first attempt. */
  public static final IntRange RETRIES = new IntRange(0, 100);

  /** A step's priority within its pool. */
  public static final IntRange PRIORITY = new IntRange(-1_000, 1_000);

  /** A step's slots of its pool. */
  public static final IntRange SLOTS = new IntRange(1, 1_000);

  /** The slots that a worker offers. */
  public static final IntRange WORKER_SLOTS = new IntRange(1, 10_000);

  /** A Dag's active runs. */
  public static final IntRange ACTIVE_RUNS = new IntRange(1, 10_000);

  /** A run's active steps. */
  public static final IntRange ACTIVE_STEPS = new IntRange(1, 10_000);

  /** Missed ticks that are caught up at most. */
  public static final IntRange CATCHUP = new IntRange(1, 10_000);

  /** Whether the number lies in it. */
  public boolean contains(int number) {
    return least <= number && number <= most;
  }

  /** {@code from 0 to 100}. */
  @Override
  public String toString() {
    return "from %d to %d".formatted(least, most);
  }
}
