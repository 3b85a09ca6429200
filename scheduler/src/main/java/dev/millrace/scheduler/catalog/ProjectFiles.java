package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.codec.DagFiles;
import dev.millrace.dsl.validation.Where;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a snapshot's files define: the Dags of {@code dags/} and the project's settings. */
final class ProjectFiles {

  /** All Dag files of a snapshot together; they are read one after the other. */
  private static final long MAX_DEFINITION_BYTES = 64L << 20;

  private static final int MAX_SETTINGS_BYTES = 64 * 1024;
  private static final int MAX_FILE_BYTES = 17 << 20;

  private final BlobStore blobs;
  private final DefinitionReader reader;

  ProjectFiles(BlobStore blobs, DefinitionReader reader) {
    this.blobs = blobs;
    this.reader = reader;
  }

  /**
   * What a snapshot defines.
   *
   * @param definitions those without an error, each with its path, in the order of the paths
   * @param findings everything that was found in any file, errors and warnings
   */
  record Reading(List<Definition> definitions, List<Finding> findings) {}

  /**
   * Reads every definition of a snapshot and judges all of them.
   *
   * @throws TooLargeException when the Dag files together are too large
   */
  Reading read(List<SnapshotFile> files) {
    return read(files, Map.of());
  }

  /**
   * As {@link #read(List)}.
   *
   * @param brought contents that need not be in the store
   */
  Reading read(List<SnapshotFile> files, Map<Digest, byte[]> brought) {
    requireSize(files);
    Set<String> paths = files.stream().map(SnapshotFile::path).collect(Collectors.toSet());
    List<Definition> definitions = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (SnapshotFile file : files) {
      if (file.path().equals(SettingsFile.PATH)) {
        findings.addAll(settings(file, content(file, brought)));
      } else if (DagFiles.isDagFile(file.path())) {
        DefinitionReader.Reading reading = reader.read(content(file, brought), file.path(), paths);
        reading.problems().stream().map(Finding::of).forEach(findings::add);
        if (reading.definition() != null) {
          definitions.add(reading.definition());
        }
      }
    }
    findings.addAll(duplicates(definitions));
    return new Reading(definitions, findings);
  }

  private static void requireSize(List<SnapshotFile> files) {
    long bytes =
        files.stream()
            .filter(file -> DagFiles.isDagFile(file.path()))
            .mapToLong(SnapshotFile::size)
            .sum();
    if (bytes > MAX_DEFINITION_BYTES) {
      throw new TooLargeException(
          "DEFINITIONS_SIZE",
          "the files in dags/ have %d MiB together, at most %d are taken"
              .formatted(bytes >> 20, MAX_DEFINITION_BYTES >> 20),
          "move data out of dags/, or split the project");
    }
  }

  /** Whether the content of a file of that path is read, beside its being there. */
  static boolean isRead(String path) {
    return path.equals(SettingsFile.PATH) || DagFiles.isDagFile(path);
  }

  private static List<Finding> settings(SnapshotFile file, byte[] content) {
    return file.size() > MAX_SETTINGS_BYTES
        ? List.of(
            Finding.error(
                "FILE_TOO_BIG",
                "the project's settings have more than %d KiB".formatted(MAX_SETTINGS_BYTES >> 10),
                new Where(file.path(), 0, 0, "")))
        : SettingsFile.judge(content);
  }

  /** Files that are too big are cut: the reader refuses them by their size. */
  private byte[] content(SnapshotFile file, Map<Digest, byte[]> brought) {
    byte[] here = brought.get(file.digest());
    if (here != null) {
      return here;
    }
    try (InputStream stored = blobs.open(file.digest())) {
      return stored.readNBytes(MAX_FILE_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Finding> duplicates(List<Definition> definitions) {
    Map<String, Definition> first = new HashMap<>();
    List<Finding> findings = new ArrayList<>();
    for (Definition definition : definitions) {
      String name = definition.dag().name();
      Definition other = first.putIfAbsent(name.toLowerCase(Locale.ROOT), definition);
      if (other != null) {
        findings.add(
            Finding.error(
                    "DAG_DUP",
                    "the Dag '%s' is defined in %s already"
                        .formatted(name, String.valueOf(other.sourcePath())),
                    new Where(definition.sourcePath(), 0, 0, "/dag"))
                .hint("names differ by more than case; rename one of the two"));
      }
    }
    return findings;
  }
}
