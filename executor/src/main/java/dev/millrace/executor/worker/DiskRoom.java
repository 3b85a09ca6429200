package dev.millrace.executor.worker;

import dev.millrace.executor.files.DiskFull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the worker's folder has room for another attempt. Without room nothing is claimed; once a
 * write was refused there is room again only when a write succeeds, because a quota or a lack of
 * inodes does not show as missing bytes. Safe for use by several threads.
 */
final class DiskRoom {
  private static final Logger log = LoggerFactory.getLogger(DiskRoom.class);

  private static final long WANTED_BYTES = 256L << 20;

  /** Of a small disk this part is wanted. */
  private static final int PART = 20;

  private static final int PROBE_BYTES = 64 << 10;

  private final Path folder;
  private final LongUnaryOperator cache;
  private boolean refused;
  private boolean reported;

  /**
   * @param folder of the worker
   * @param cache removes so many bytes of what is only kept, and returns how many it did remove
   */
  DiskRoom(Path folder, LongUnaryOperator cache) {
    this.folder = folder;
    this.cache = cache;
  }

  /** Whether an error or the words of a program are about a full disk. */
  static boolean isAbout(@Nullable String text) {
    return DiskFull.isAbout(text);
  }

  /** A write in the folder was refused. */
  synchronized void refused() {
    refused = true;
  }

  /** Whether another attempt may begin. */
  boolean isEnough() {
    return trouble() == null;
  }

  /** What people should know and do; null while there is room. */
  synchronized @Nullable String trouble() {
    String trouble = look();
    if (trouble != null && !reported) {
      log.warn("{}; no step is claimed until there is room", trouble);
    } else if (trouble == null && reported) {
      log.info("there is room in {} again; steps are claimed", folder);
    }
    reported = trouble != null;
    return trouble;
  }

  private @Nullable String look() {
    long total = folder.toFile().getTotalSpace();
    long wanted = Math.min(WANTED_BYTES, total / PART);
    long free = folder.toFile().getUsableSpace();
    if (free < wanted && emptyCache(wanted - free)) {
      free = folder.toFile().getUsableSpace();
    }
    if (free < wanted || (refused && !takesBytes() && !(emptyCache(wanted) && takesBytes()))) {
      return "the disk of the worker's folder %s is full (%,d MiB of %,d MiB are free); make room there"
          .formatted(folder, free >> 20, total >> 20);
    }
    refused = false;
    return null;
  }

  private boolean emptyCache(long bytes) {
    long removed = cache.applyAsLong(bytes);
    if (removed > 0) {
      log.info(
          "the disk of {} is full: {} MiB of files that were only kept for later steps are removed",
          folder,
          removed >> 20);
    }
    return removed > 0;
  }

  private boolean takesBytes() {
    Path probe = folder.resolve("room.probe");
    try {
      Files.write(probe, new byte[PROBE_BYTES]);
      return true;
    } catch (IOException e) {
      log.debug("{} takes no bytes: {}", folder, e.toString());
      return false;
    } finally {
      try {
        Files.deleteIfExists(probe);
      } catch (IOException e) {
        log.debug("{} stays: {}", probe, e.toString());
      }
    }
  }

  /** The end of an attempt for want of room, whatever else it says. */
  String explanation(@Nullable String ended) {
    String trouble = trouble();
    String what =
        trouble == null
            ? "the disk of the worker's folder " + folder + " was full; make room there"
            : trouble;
    return "DISK_FULL: %s. The step is tried again, by another worker where there is one%s"
        .formatted(what, ended == null || ended.isEmpty() ? "" : ". It ended with: " + ended);
  }
}
