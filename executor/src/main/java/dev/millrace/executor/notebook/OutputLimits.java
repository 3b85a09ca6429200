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

  /** Of one event, as JSON; a server takes requests of 16 MB. */
  static final int EVENT_BYTES = 12 << 20;

  /** The limits of a step's output that a worker may be started with, in MiB. */
  public static final int MIN_MEBIBYTES = 1;

  public static final int MAX_MEBIBYTES = 64;

  /**
   * So much of all cells together; a tenth of it is kept for the end of a cell's output.
   *
   * @param mebibytes from {@link #MIN_MEBIBYTES} to {@link #MAX_MEBIBYTES}
   */
  public static OutputLimits ofMebibytes(int mebibytes) {
    if (mebibytes < MIN_MEBIBYTES || mebibytes > MAX_MEBIBYTES) {
      throw new IllegalArgumentException(
          "an output limit of " + mebibytes + " MiB is out of range");
    }
    long bytes = (long) mebibytes << 20;
    return new OutputLimits(bytes, (int) (bytes / 10), DEFAULT.valueBytes());
  }

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
