package dev.millrace.executor.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes by their sha256, kept on the worker's disk between attempts.
 *
 * <p>What it hands out is a copy, never a link: a step may do to its files what it likes. ({@code
 * Files.copy} shares the blocks where the file system can.) The folder belongs to one process;
 * within it, any thread may use the cache. When it is fuller than its limit, or its disk is full,
 * what was not used for longest is removed; no attempt notices, because what it uses are copies.
 */
public final class BlobCache {
  private static final Logger LOG = LoggerFactory.getLogger(BlobCache.class);

  /** How much is removed when a write finds the disk full. */
  private static final long ROOM = 256L << 20;

  private final Path folder;
  private final long maxBytes;

  /** Copies share it; removing a blob excludes them. */
  private final ReadWriteLock inUse = new ReentrantReadWriteLock();

  private long bytes;

  /**
   * Opens the cache.
   *
   * @param folder made when it is not there
   * @param maxBytes what it holds at most between uses; one attempt may exceed it while it runs
   */
  public BlobCache(Path folder, long maxBytes) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.maxBytes = maxBytes;
    for (Blob blob : list()) {
      if (Digests.isDigest(blob.file.getFileName().toString())) {
        bytes += blob.size;
      } else {
        Files.delete(blob.file); // a download that a crash cut off
      }
    }
    trim(maxBytes); // the limit may be another one than the last time
  }

  /**
   * Puts a copy of the blob at {@code target}, whose folder exists, replacing what is there.
   *
   * @throws IOException also when the source's bytes are not the blob
   */
  public void place(String digest, Path target, BlobSource source)
      throws IOException, InterruptedException {
    if (!Digests.isDigest(digest)) {
      throw new IOException("not a sha256 digest: " + digest);
    }
    Path blob = folder.resolve(digest);
    while (true) {
      try {
        while (!copy(blob, target)) {
          fetch(digest, blob, source);
        }
        trim(maxBytes);
        return;
      } catch (IOException e) {
        if (!DiskFull.isAbout(e.toString()) || makeRoom(ROOM) == 0) {
          throw e;
        }
      }
    }
  }

  /**
   * Removes what was not used for longest.
   *
   * @param wanted how many bytes of it, if there are so many
   * @return how many bytes were removed
   */
  public long makeRoom(long wanted) {
    inUse.writeLock().lock();
    try {
      long before = bytes;
      trim(Math.max(0, bytes - wanted));
      return before - bytes;
    } catch (IOException e) {
      LOG.warn("the cache {} could not be emptied: {}", folder, e.toString());
      return 0;
    } finally {
      inUse.writeLock().unlock();
    }
  }

  private boolean copy(Path blob, Path target) throws IOException {
    inUse.readLock().lock();
    try {
      Files.setLastModifiedTime(blob, FileTime.from(Instant.now())); // the order of removal
      Files.copy(blob, target, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (NoSuchFileException e) {
      if (Files.exists(blob)) {
        throw e; // the target's folder is missing: fetching again would not help
      }
      return false;
    } finally {
      inUse.readLock().unlock();
    }
  }

  private void fetch(String digest, Path blob, BlobSource source)
      throws IOException, InterruptedException {
    Path partial = folder.resolve("partial-" + UUID.randomUUID());
    try {
      source.download(digest, partial);
      String actual = Digests.of(partial);
      if (!actual.equals(digest)) {
        throw new IOException("the server sent " + actual + " in place of " + digest);
      }
      inUse.writeLock().lock();
      try {
        if (Files.notExists(blob)) { // two attempts may have fetched the same bytes
          Files.move(partial, blob, StandardCopyOption.ATOMIC_MOVE);
          bytes += Files.size(blob);
        }
      } finally {
        inUse.writeLock().unlock();
      }
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private void trim(long limit) throws IOException {
    inUse.writeLock().lock();
    try {
      if (bytes <= limit) {
        return;
      }
      List<Blob> blobs = list();
      blobs.sort(Comparator.comparing(Blob::usedAt));
      for (Blob blob : blobs) {
        if (bytes <= limit) {
          return;
        }
        if (Digests.isDigest(blob.file.getFileName().toString())) {
          Files.deleteIfExists(blob.file);
          bytes -= blob.size;
        }
      }
    } finally {
      inUse.writeLock().unlock();
    }
  }

  private List<Blob> list() throws IOException {
    List<Blob> blobs = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        addIfThere(file, blobs);
      }
    }
    return blobs;
  }

  private static void addIfThere(Path file, List<Blob> blobs) throws IOException {
    try {
      blobs.add(new Blob(file, Files.size(file), Files.getLastModifiedTime(file)));
    } catch (NoSuchFileException e) {
      // A download that was moved or given up since the folder was read: not a blob.
    }
  }

  private record Blob(Path file, long size, FileTime usedAt) {}
}
