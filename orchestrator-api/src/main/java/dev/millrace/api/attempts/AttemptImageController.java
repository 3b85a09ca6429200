package dev.millrace.api.attempts;

import dev.millrace.api.problems.Problem;
import dev.millrace.api.reports.ProjectImage;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.api.web.Answer;
import dev.millrace.scheduler.store.AttemptReads;
import dev.millrace.scheduler.store.AttemptRecord;
import java.time.Duration;
import java.util.UUID;
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
  private final AttemptReads reads;
  private final ProjectImages images;

  AttemptImageController(AttemptReads reads, ProjectImages images) {
    this.reads = reads;
    this.images = images;
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
  ResponseEntity<byte[]> image(@PathVariable UUID attempt, @RequestParam String path) {
    AttemptRecord record =
        reads.attempt(attempt).orElseThrow(() -> Problem.notFound("attempt", attempt).exception());
    ProjectImage image = images.find(record, path).orElseThrow(() -> noImage(path));
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(image.type()))
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
        .body(image.content());
  }

  private static RuntimeException noImage(String path) {
    return Problem.notFound("image", path)
        .hint("images are PNG, JPEG, GIF, WebP or SVG files of the project, up to 16 MiB")
        .exception();
  }
}
