package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.validation.Where;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wish to know what files would change as a project's current state, without their being
 * stored.
 *
 * @param project null: one that does not exist yet
 * @param snapshot what the files would be named by
 * @param files all of them
 * @param brought contents that came with the wish, by digest; others are looked for in the store
 * @param adopt take over Dags of the same names that clients wrote over the API
 * @param by who wishes it, as a word for people
 */
public record PlanRequest(
    @Nullable UUID project,
    Digest snapshot,
    List<SnapshotFile> files,
    Map<Digest, byte[]> brought,
    boolean adopt,
    String by) {

  /** Copies the list and the map. */
  public PlanRequest {
    files = List.copyOf(files);
    brought = Map.copyOf(brought);
  }

  /**
   * Of files that nobody has brought to the server, but for those that define something.
   *
   * @param contents of those, in any order; each is known by its digest
   * @throws InvalidInputException when the content of a file that defines something is not there
   */
  public static PlanRequest ofFiles(
      @Nullable UUID project, Manifest manifest, List<byte[]> contents, boolean adopt, String by) {
    Map<Digest, byte[]> brought = new HashMap<>();
    contents.forEach(content -> brought.put(Digest.of(content), content));
    InvalidInputException.throwIfAny(
        "the list of files",
        manifest.files().stream()
            .filter(file -> ProjectFiles.isRead(file.path()) && !brought.containsKey(file.digest()))
            .map(PlanRequest::lacking)
            .toList());
    return new PlanRequest(project, manifest.digest(), manifest.files(), brought, adopt, by);
  }

  private static Finding lacking(SnapshotFile file) {
    return Finding.error(
            "CONTENT_MISSING",
            "a plan reads '%s', and no content with its digest was sent".formatted(file.path()),
            new Where(file.path(), 0, 0, ""))
        .hint("send the content of the files in dags/ and of %s".formatted(SettingsFile.PATH));
  }
}
