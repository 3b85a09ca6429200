package dev.millrace.scheduler.catalog.files;

import static dev.millrace.scheduler.catalog.files.ArchiveRefusedException.Reason.ARCHIVE_FORMAT;
import static dev.millrace.scheduler.catalog.files.ArchiveRefusedException.Reason.ARCHIVE_TRUNCATED;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Measures a zip's central directory by the record at the archive's end, before anything reads the
 * directory itself.
 *
 * <p>That record may lie about the number of entries, so the directory's length is bounded too: it
 * must end where the record begins and hold little more than the entries it claims.
 */
final class ZipDirectory {

  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int ENTRY_BYTES = 46;

  /** Names, comments and extra fields of all entries together. */
  private static final long TEXT_BYTES = 4L << 20;

  private ZipDirectory() {}

  static void measure(FileChannel archive, Unpacking unpacking) throws IOException {
    int tailBytes = (int) Math.min(archive.size(), END_BYTES + LONGEST_COMMENT);
    ByteBuffer tail = ByteBuffer.allocate(tailBytes).order(ByteOrder.LITTLE_ENDIAN);
    long tailStart = archive.size() - tailBytes;
    while (tail.hasRemaining() && archive.read(tail, tailStart + tail.position()) >= 0) {}
    int end = find(tail);
    int entries = Short.toUnsignedInt(tail.getShort(end + 10));
    unpacking.expect(entries);
    long directoryBytes = Integer.toUnsignedLong(tail.getInt(end + 12));
    long directoryStart = Integer.toUnsignedLong(tail.getInt(end + 16));
    if (directoryStart + directoryBytes != tailStart + end) {
      throw new ArchiveRefusedException(
          ARCHIVE_FORMAT, null, "the zip's list of entries is not where its end says");
    }
    if (directoryBytes > (long) ENTRY_BYTES * entries + TEXT_BYTES) {
      throw new ArchiveRefusedException(
          ARCHIVE_FORMAT,
          null,
          "the zip's list of entries has %d bytes, far more than %d entries need"
              .formatted(directoryBytes, entries));
    }
  }

  private static int find(ByteBuffer tail) {
    for (int at = tail.capacity() - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END_SIGNATURE
          && at + END_BYTES + Short.toUnsignedInt(tail.getShort(at + 20)) == tail.capacity()) {
        return at;
      }
    }
    throw new ArchiveRefusedException(
        ARCHIVE_TRUNCATED, null, "the zip ends early: its list of entries is missing");
  }
}
