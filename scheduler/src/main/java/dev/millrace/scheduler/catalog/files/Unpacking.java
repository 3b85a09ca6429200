package dev.millrace.scheduler.catalog.files;

import static dev.millrace.scheduler.catalog.files.ArchiveRefusedException.Reason.ARCHIVE_BOMB;
import static dev.millrace.scheduler.catalog.files.ArchiveRefusedException.Reason.ARCHIVE_DUPLICATE;
import static dev.millrace.scheduler.catalog.files.ArchiveRefusedException.Reason.ARCHIVE_EMPTY;
import static dev.millrace.scheduler.catalog.files.ArchiveRefusedException.Reason.ARCHIVE_ENTRIES;
import static dev.millrace.scheduler.catalog.files.ArchiveRefusedException.Reason.ARCHIVE_FORMAT;
import static dev.millrace.scheduler.catalog.files.ArchiveRefusedException.Reason.ARCHIVE_SLIP;
import static dev.millrace.scheduler.catalog.files.ArchiveRefusedException.Reason.ARCHIVE_TRUNCATED;

import dev.millrace.dsl.files.PathRules;
import dev.millrace.dsl.files.PathSet;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One archive on its way to the sink: counts entries and bytes, and judges names, for both formats
 * alike.
 */
final class Unpacking {

  private final ArchiveLimits limits;
  private final long allowedBytes;
  private final ArchiveReader.Sink sink;
  private final PathSet paths = new PathSet();
  private @Nullable String current;
  private int entries;
  private int files;
  private long unpackedBytes;

  Unpacking(ArchiveLimits limits, long packedBytes, ArchiveReader.Sink sink) {
    this.limits = limits;
    this.allowedBytes = limits.allowedFrom(packedBytes);
    this.sink = sink;
  }

  /** Counts an entry of any kind, before it is looked at. */
  void begin(String name) {
    current = name;
    expect(++entries);
  }

  /** Judges a number of entries that the archive announces or has shown. */
  void expect(int announced) {
    if (announced > limits.entries()) {
      throw new ArchiveRefusedException(
          ARCHIVE_ENTRIES,
          current,
          "the archive has more than %d entries".formatted(limits.entries()));
    }
  }

  void folder(String name) {
    String path = withoutTrailingSlash(relative(name));
    if (!path.isEmpty() && !path.equals(".")) {
      refuse(name, path, paths.addFolder(path));
    }
  }

  void file(String name, FileMode mode, InputStream content) throws IOException {
    String path = relative(name);
    refuse(name, path, paths.addFile(path));
    sink.accept(path, mode, new Counted(content));
    files++;
  }

  void finish() {
    if (files == 0) {
      throw new ArchiveRefusedException(ARCHIVE_EMPTY, null, "the archive holds no file");
    }
  }

  /**
   * What a compressed stream may deliver in all: the files and, for each entry, its own headers.
   */
  long allowedBytes() {
    return allowedBytes;
  }

  ArchiveRefusedException bomb() {
    return new ArchiveRefusedException(
        ARCHIVE_BOMB,
        current,
        "the archive unpacks to more than %d bytes (at most %d times its size and %d MiB in all)"
            .formatted(allowedBytes, limits.ratio(), limits.unpackedBytes() >> 20));
  }

  /** What the archive's own bytes are to blame for. */
  ArchiveRefusedException unreadable(Exception cause) {
    String message = String.valueOf(cause.getMessage());
    boolean early =
        cause instanceof EOFException || message.toLowerCase(Locale.ROOT).contains("truncated");
    return early
        ? new ArchiveRefusedException(ARCHIVE_TRUNCATED, current, "the archive ends early")
        : new ArchiveRefusedException(
            ARCHIVE_FORMAT, current, "the archive is damaged: " + message);
  }

  private void refuse(String name, String path, Optional<String> fault) {
    if (fault.isEmpty()) {
      return;
    }
    boolean clash = PathRules.fault(path).isEmpty();
    throw new ArchiveRefusedException(
        clash ? ARCHIVE_DUPLICATE : ARCHIVE_SLIP, name, "the entry's path " + fault.get());
  }

  /** Archives of "the folder here" begin each name with "./", which says nothing. */
  private static String relative(String name) {
    String path = name;
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    return path;
  }

  private static String withoutTrailingSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** A file's content that ends the unpacking when all files together get too large. */
  private final class Counted extends InputStream {
    private final InputStream content;

    Counted(InputStream content) {
      this.content = content;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      int some = unpack(into, offset, length);
      unpackedBytes += Math.max(0, some);
      if (unpackedBytes > allowedBytes) {
        throw bomb();
      }
      return some;
    }

    private int unpack(byte[] into, int offset, int length) {
      try {
        return content.read(into, offset, length);
      } catch (IOException e) {
        // Translated here, so that whatever else the sink throws is the sink's own trouble.
        throw unreadable(e);
      }
    }
  }
}
