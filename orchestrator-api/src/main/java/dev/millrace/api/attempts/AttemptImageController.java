package dev.millrace.api.attempts;

import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.api.web.Answer;
import dev.millrace.dsl.NotebookTask;
import dev.millrace.scheduler.catalog.BlobStore;
import dev.millrace.scheduler.catalog.Digest;
import dev.millrace.scheduler.catalog.SnapshotFile;
import dev.millrace.scheduler.catalog.Snapshots;
import dev.millrace.scheduler.store.AttemptReads;
import dev.millrace.scheduler.store.AttemptRecord;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The images that the Markdown of an attempt's notebook names: files of the snapshot that it ran.
 */
@RestController
@RequestMapping("/api/v1/attempts/{attempt}")
class AttemptImageController {
  private static final long MOST_BYTES = 16L << 20;

  private final AttemptReads reads;
  private final AttemptNotebooks notebooks;
  private final Snapshots snapshots;
  private final BlobStore blobs;

  AttemptImageController(
      AttemptReads reads, AttemptNotebooks notebooks, Snapshots snapshots, BlobStore blobs) {
    this.reads = reads;
    this.notebooks = notebooks;
    this.snapshots = snapshots;
    this.blobs = blobs;
  }

  /**
   * An image of the project. Opened directly it is a download, so that a drawing never is a page of
   * this service.
   *
   * @param path from the notebook's folder
   */
  @GetMapping("/images")
  @Requires(scope = Scope.ATTEMPT)
  @Answer(mediaType = MediaType.IMAGE_PNG_VALUE)
  @Answer(mediaType = MediaType.IMAGE_JPEG_VALUE)
  @Answer(mediaType = MediaType.IMAGE_GIF_VALUE)
  @Answer(mediaType = "image/webp")
  @Answer(mediaType = "image/svg+xml")
  ResponseEntity<byte[]> image(@PathVariable UUID attempt, @RequestParam String path)
      throws IOException {
    AttemptRecord record =
        reads.attempt(attempt).orElseThrow(() -> Problem.notFound("attempt", attempt).exception());
    byte[] content = content(record, path).orElseThrow(() -> noImage(path));
    MediaType type = ImageType.of(content).orElseThrow(() -> noImage(path));
    return ResponseEntity.ok()
        .contentType(type)
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
        .body(content);
  }

  private Optional<byte[]> content(AttemptRecord attempt, String path) throws IOException {
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
    }
  }

  /**
   * The path in the project of a path from the notebook's folder; null if it leaves the project.
   */
  static @Nullable String inProject(String notebook, String path) {
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

  private static RuntimeException noImage(String path) {
    return Problem.notFound("image", path)
        .hint("images are PNG, JPEG, GIF, WebP or SVG files of the project, up to 16 MiB")
        .exception();
  }
}
