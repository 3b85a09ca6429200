package dev.millrace.scheduler.catalog.files;

/**
 * How much an archive may hold.
 *
 * @param entries files and folders together
 * @param unpackedBytes of all files together
 * @param ratio unpacked bytes per packed byte; judged once more than {@code ratioFreeBytes} were
 *     unpacked, because tiny files of zeros are harmless
 * @param ratioFreeBytes how many unpacked bytes are not judged by {@code ratio}
 */
public record ArchiveLimits(int entries, long unpackedBytes, int ratio, long ratioFreeBytes) {

  /** What the service accepts: 10,000 entries, 1 GiB, ratio 100. */
  public static final ArchiveLimits STANDARD = new ArchiveLimits(10_000, 1L << 30, 100, 1L << 20);

  /** How much may be unpacked from an archive of that size. */
  long allowedFrom(long packedBytes) {
    return Math.min(unpackedBytes, Math.max(ratioFreeBytes, ratio * packedBytes));
  }
}
