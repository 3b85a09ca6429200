package dev.millrace.api.projects;

import dev.millrace.api.problems.Problem;
import dev.millrace.scheduler.catalog.Digest;
import dev.millrace.scheduler.catalog.Manifest;
import dev.millrace.scheduler.catalog.SnapshotFile;
import dev.millrace.scheduler.catalog.files.FileMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All files of one state of a project. */
record ManifestRequest(List<File> files) {

  /**
   * One file.
   *
   * @param mode {@code 0644} or {@code 0755}
   * @param digest SHA-256 as 64 lower-case hex characters
   * @param size in bytes
   */
  record File(String path, String mode, String digest, Long size) {}

  /** The list as the catalog takes it; refuses with every field that is wrong. */
  Manifest manifest() {
    List<Problem.Finding> findings = new ArrayList<>();
    List<SnapshotFile> read = new ArrayList<>();
    for (int i = 0; i < files.size() && findings.size() < 50; i++) {
      read(files.get(i), "/files/" + i, findings).ifPresent(read::add);
    }
    if (!findings.isEmpty()) {
      throw Problem.invalid(findings.getFirst().code(), findings.getFirst().message())
          .at(findings.getFirst().where())
          .findings(findings)
          .exception();
    }
    return Manifest.of(read);
  }

  private static Optional<SnapshotFile> read(File file, String at, List<Problem.Finding> findings) {
    Optional<FileMode> mode = FileMode.parse(file.mode());
    if (mode.isEmpty()) {
      findings.add(finding(at + "/mode", "a file's mode is 0644 or 0755"));
    }
    if (!Digest.isDigest(file.digest())) {
      findings.add(
          finding(at + "/digest", "a file's digest is a SHA-256 of 64 lower-case hex characters"));
      return Optional.empty();
    }
    return Optional.of(
        new SnapshotFile(
            file.path(), mode.orElse(FileMode.REGULAR), new Digest(file.digest()), file.size()));
  }

  private static Problem.Finding finding(String pointer, String message) {
    return new Problem.Finding(
        "FIELD_VALUE",
        message,
        new Problem.Where(null, null, null, pointer),
        null,
        Problem.Severity.ERROR);
  }
}
