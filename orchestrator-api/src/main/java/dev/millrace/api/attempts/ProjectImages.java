package dev.millrace.api.attempts;

import dev.millrace.api.reports.ProjectImage;
import dev.millrace.dsl.NotebookTask;
import dev.millrace.scheduler.catalog.BlobStore;
import dev.millrace.scheduler.catalog.Digest;
import dev.millrace.scheduler.catalog.SnapshotFile;
import dev.millrace.scheduler.catalog.Snapshots;
import dev.millrace.scheduler.store.AttemptRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The images of the project that an attempt's notebook can name: files of the snapshot it ran. */
@Component
class ProjectImages {
  private static final long MOST_BYTES = 16L << 20;

  private final AttemptNotebooks notebooks;
  private final Snapshots snapshots;
  private final BlobStore blobs;

  ProjectImages(AttemptNotebooks notebooks, Snapshots snapshots, BlobStore blobs) {
    this.notebooks = notebooks;
    this.snapshots = snapshots;
    this.blobs = blobs;
  }

  /**
   * Empty if there is no such file, or it is no image.
   *
   * @param path from the notebook's folder
   */
  Optional<ProjectImage> find(AttemptRecord attempt, String path) {
    return content(attempt, path)
        .flatMap(
            content ->
                ImageType.of(content).map(type -> new ProjectImage(type.toString(), content)));
  }

  private Optional<byte[]> content(AttemptRecord attempt, String path) {
    NotebookTask task = notebooks.task(attempt);
    String file = task == null ? null : inProject(task.notebook(), path);
    if (file == null || attempt.snapshot() == null) {
      return Optional.empty();
    }
    Optional<SnapshotFile> found =
        snapshots
            .file(new Digest(attempt.snapshot()), file)
            .filter(image -> image.size() <= MOST_BYTES);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream content = blobs.open(found.get().digest())) {
      return Optional.of(content.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("the image " + file + " cannot be read from its store", e);
    }
  }

  /**
   * The path in the project of a path from the notebook's folder; null if it leaves the project.
   */
  private static @Nullable String inProject(String notebook, String path) {
    String folder = notebook.substring(0, notebook.lastIndexOf('/') + 1);
    ArrayDeque<String> parts = new ArrayDeque<>();
    for (String part : (folder + path).split("/", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return null;
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }
}
