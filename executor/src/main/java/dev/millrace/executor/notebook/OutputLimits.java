package dev.millrace.executor.notebook;

/**
 * How much output is kept. What is more is left out, and the document says so at its place.
 *
 * @param attemptBytes of all cells together; at least 64 KiB
 * @param tailBytes how much of the end of a cell's output is kept after the limit was reached; at
 *     most half of {@code attemptBytes}
 * @param valueBytes of one published value
 */
public record OutputLimits(long attemptBytes, int tailBytes, int valueBytes) {
  /** 10 MiB an attempt, the last 1 MiB of it from a cell's end; values of 256 KiB. */
  public static final OutputLimits DEFAULT = new OutputLimits(10 << 20, 1 << 20, 256 << 10);

  public OutputLimits {
    if (attemptBytes < 64 << 10
        || tailBytes < 0
        || tailBytes > attemptBytes / 2
        || valueBytes < 1) {
      throw new IllegalArgumentException(
          "output limits out of range: " + attemptBytes + ", " + tailBytes + ", " + valueBytes);
    }
  }
}
