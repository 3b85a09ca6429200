package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.files.PathSet;
import dev.millrace.dsl.validation.Pointer;
import dev.millrace.dsl.validation.Where;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/**
 * All files of one state of a project, sorted by path; accepted by the path rules and within the
 * limits.
 *
 * <p>{@link #digest()} names this state and nothing else: for each file, in the order of the paths'
 * UTF-8 bytes, the line {@code MODE SHA256 PATH} with a line feed behind it, and of all lines
 * together the SHA-256.
 */
public final class Manifest {

  /** The most files a snapshot has. */
  public static final int MAX_FILES = 10_000;

  /** The most bytes that all files of a snapshot have together: 1 GiB. */
  public static final long MAX_BYTES = 1L << 30;

  private static final int MAX_FINDINGS = 50;
  private static final Comparator<SnapshotFile> BY_PATH_BYTES =
      (a, b) ->
          Arrays.compareUnsigned(
              a.path().getBytes(StandardCharsets.UTF_8), b.path().getBytes(StandardCharsets.UTF_8));

  private final List<SnapshotFile> files;
  private final Digest digest;

  private Manifest(List<SnapshotFile> files) {
    this.files = files;
    MessageDigest lines = Digest.sha256();
    for (SnapshotFile file : files) {
      String line = "%s %s %s\n".formatted(file.mode().octal(), file.digest(), file.path());
      lines.update(line.getBytes(StandardCharsets.UTF_8));
    }
    this.digest = Digest.finish(lines);
  }

  /**
   * The manifest of these files, in whatever order they come.
   *
   * @throws InvalidInputException with every path that breaks a rule
   * @throws TooLargeException when there are too many files or bytes
   */
  public static Manifest of(Collection<SnapshotFile> files) {
    requireLimits(files);
    List<SnapshotFile> sorted = files.stream().sorted(BY_PATH_BYTES).toList();
    InvalidInputException.throwIfAny("the list of files", faults(files));
    return new Manifest(sorted);
  }

  /** The manifest of files that were accepted before. */
  static Manifest ofStored(Collection<SnapshotFile> files) {
    return new Manifest(files.stream().sorted(BY_PATH_BYTES).toList());
  }

  private static void requireLimits(Collection<SnapshotFile> files) {
    if (files.size() > MAX_FILES) {
      throw new TooLargeException(
          "SNAPSHOT_FILES",
          "the project has %d files, at most %d are taken".formatted(files.size(), MAX_FILES),
          "leave generated files and data out, in .gitignore");
    }
    long bytes = files.stream().mapToLong(SnapshotFile::size).reduce(0, Manifest::saturatedSum);
    if (bytes > MAX_BYTES) {
      throw new TooLargeException(
          "SNAPSHOT_SIZE",
          "the project's files have %d MiB, at most %d are taken"
              .formatted(bytes >> 20, MAX_BYTES >> 20),
          "leave data out, in .gitignore, and give it to workers as a mount");
    }
  }

  private static long saturatedSum(long a, long b) {
    return a + b < 0 ? Long.MAX_VALUE : a + b;
  }

  private static List<Finding> faults(Collection<SnapshotFile> files) {
    List<Finding> faults = new ArrayList<>();
    PathSet paths = new PathSet();
    Map<Digest, Long> sizes = new HashMap<>();
    int index = 0;
    for (SnapshotFile file : files) {
      Pointer at = Pointer.ROOT.child("files").child(index++);
      fault(file, paths, sizes)
          .ifPresent(
              fault ->
                  faults.add(
                      Finding.error(
                          "PATH_RULE",
                          "the path '%s' %s".formatted(file.path(), fault),
                          new Where(null, 0, 0, at.child("path").text()))));
      if (faults.size() == MAX_FINDINGS) {
        break;
      }
    }
    return faults;
  }

  private static Optional<String> fault(SnapshotFile file, PathSet paths, Map<Digest, Long> sizes) {
    Long otherSize = sizes.putIfAbsent(file.digest(), file.size());
    return paths
        .addFile(file.path())
        .or(
            () ->
                file.size() < 0 || (otherSize != null && otherSize != file.size())
                    ? Optional.of("has a size that cannot be that of its content")
                    : Optional.empty());
  }

  /** The files in the order of their paths' UTF-8 bytes. */
  public List<SnapshotFile> files() {
    return files;
  }

  /** What names this state of files. */
  public Digest digest() {
    return digest;
  }

  /** The size of all files together, in bytes. */
  public long size() {
    return files.stream().mapToLong(SnapshotFile::size).sum();
  }

  /** Every content, once. */
  SequencedSet<Digest> contents() {
    return files.stream()
        .map(SnapshotFile::digest)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
