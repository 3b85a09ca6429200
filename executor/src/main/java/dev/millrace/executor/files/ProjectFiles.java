package dev.millrace.executor.files;

import dev.millrace.executor.account.StepAccount;
import dev.millrace.executor.protocol.InputArtifact;
import dev.millrace.executor.protocol.SnapshotManifest;
import dev.millrace.executor.protocol.StepFailedException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives each attempt its private copy of the project, with the files of its upstream steps in their
 * places.
 */
public final class ProjectFiles {
  private final BlobCache cache;
  private final StepAccount account;

  /** Works with the worker's cache, for steps of an account. */
  public ProjectFiles(BlobCache cache, StepAccount account) {
    this.cache = cache;
    this.account = account;
  }

  /**
   * Fills a new folder. A published file replaces the snapshot's file at the same path.
   *
   * @param root made here; must not exist or be empty
   * @param snapshot the project's files
   * @param published what upstream steps published
   * @param inputs the step's {@code inputs}; empty: all of {@code published}
   * @param source where bytes come from
   * @throws StepFailedException for a collision of producers, an input that matches nothing, a path
   *     that leaves the folder
   */
  public WorkFolder prepare(
      Path root,
      SnapshotManifest snapshot,
      List<InputArtifact> published,
      List<String> inputs,
      FileSource source)
      throws IOException, InterruptedException, StepFailedException {
    Collection<InputArtifact> chosen = UpstreamFiles.choose(published, inputs);
    Files.createDirectories(root);
    for (SnapshotManifest.Entry file : snapshot.files()) {
      place(root, file.path(), file.digest(), file.mode(), source::snapshotFile, "the snapshot");
    }
    for (InputArtifact file : chosen) {
      String owner = "step '" + file.producer() + "'";
      place(root, file.path(), file.digest(), file.mode(), source::artifact, owner);
    }
    account.share(root); // before the folder remembers what was in it: rights count as a change
    return new WorkFolder(root, new ArrayList<>(chosen));
  }

  private void place(
      Path root, String path, String digest, @Nullable String mode, BlobSource source, String owner)
      throws IOException, InterruptedException, StepFailedException {
    Path target = within(root, path);
    try {
      Files.createDirectories(target.getParent());
    } catch (FileAlreadyExistsException e) {
      throw StepFailedException.user(
          "ARTIFACT_COLLISION",
          owner
              + " has "
              + path
              + ", but "
              + root.relativize(Path.of(e.getFile()))
              + " is a file already");
    }
    if (Files.isDirectory(target)) {
      throw StepFailedException.user(
          "ARTIFACT_COLLISION", owner + " has the file " + path + ", but that is a folder already");
    }
    cache.place(digest, target, source);
    boolean executable = "0755".equals(mode);
    Files.setPosixFilePermissions(
        target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private static Path within(Path root, String path) throws StepFailedException {
    try {
      Path target = root.resolve(path).normalize();
      if (!path.isEmpty() && target.startsWith(root) && !target.equals(root)) {
        return target;
      }
    } catch (InvalidPathException e) {
      // falls through: such a name is refused as one that leaves the folder is
    }
    throw StepFailedException.user(
        "ARTIFACT_NAME", "'" + path + "' does not name a file of the project");
  }

  /** Where an attempt's bytes come from. */
  public interface FileSource {
    /** As {@link BlobSource#download}, for a file of the snapshot. */
    void snapshotFile(String digest, Path target) throws IOException, InterruptedException;

    /** As {@link BlobSource#download}, for a file that a step published. */
    void artifact(String digest, Path target) throws IOException, InterruptedException;
  }
}
