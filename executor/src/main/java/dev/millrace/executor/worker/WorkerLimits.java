package dev.millrace.executor.worker;

import dev.millrace.executor.notebook.OutputLimits;

/**
 * How much a worker keeps.
 *
 * @param outputs of what a step prints and shows
 * @param cacheBytes of the files of snapshots and artifacts, for the next attempts that need them
 */
public record WorkerLimits(OutputLimits outputs, long cacheBytes) {
  /** The usual limits of output, and 10 GiB of files. */
  public static final WorkerLimits DEFAULT = ofGibibytes(OutputLimits.DEFAULT, 10);

  public static final int MAX_CACHE_GIBIBYTES = 10_000;

  public WorkerLimits {
    if (cacheBytes < 0) {
      throw new IllegalArgumentException("a cache of " + cacheBytes + " bytes is out of range");
    }
  }

  /**
   * With so much of files.
   *
   * @param cache from 0 to {@link #MAX_CACHE_GIBIBYTES}
   */
  public static WorkerLimits ofGibibytes(OutputLimits outputs, int cache) {
    if (cache > MAX_CACHE_GIBIBYTES) {
      throw new IllegalArgumentException("a cache of " + cache + " GiB is out of range");
    }
    return new WorkerLimits(outputs, (long) cache << 30);
  }
}
