package dev.millrace.api.projects;

import dev.millrace.api.idempotency.DryRuns;
import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.Role;
import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.api.web.Answer;
import dev.millrace.scheduler.catalog.BlobStore;
import dev.millrace.scheduler.catalog.Digest;
import dev.millrace.scheduler.catalog.Snapshot;
import dev.millrace.scheduler.catalog.SnapshotFile;
import dev.millrace.scheduler.catalog.Snapshots;
import dev.millrace.scheduler.catalog.Submission;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The files of a project: bring them, list them, fetch them. */
@RestController
@RequestMapping("/api/v1/projects/{project}")
class SnapshotController {

  private final Snapshots snapshots;
  private final BlobStore blobs;
  private final DryRuns dryRuns;

  SnapshotController(Snapshots snapshots, BlobStore blobs, DryRuns dryRuns) {
    this.snapshots = snapshots;
    this.blobs = blobs;
    this.dryRuns = dryRuns;
  }

  /** What became of a list of files. */
  record SubmissionView(String digest, List<String> missing) {}

  /** A snapshot as clients read it; the files only in the answer for one snapshot. */
  record SnapshotView(
      String digest, int fileCount, long size, Instant createdAt, @Nullable List<FileView> files) {

    static SnapshotView of(Snapshot snapshot, @Nullable List<SnapshotFile> files) {
      return new SnapshotView(
          snapshot.digest().hex(),
          snapshot.fileCount(),
          snapshot.size(),
          snapshot.createdAt(),
          files == null ? null : files.stream().map(FileView::of).toList());
    }
  }

  /** One file of a snapshot. */
  record FileView(String path, String mode, String digest, long size) {
    static FileView of(SnapshotFile file) {
      return new FileView(file.path(), file.mode().octal(), file.digest().hex(), file.size());
    }
  }

  @PostMapping(path = "/snapshots", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Requires(scope = Scope.PROJECT, role = Role.EDITOR)
  @Answer(status = 201, body = SubmissionView.class)
  @Answer(body = SubmissionView.class, when = "Files are missing; nothing was stored")
  ResponseEntity<SubmissionView> submit(
      Caller caller, ProjectRef project, @RequestBody ManifestRequest body) {
    Submission submission = snapshots.submit(project.id(), body.manifest(), caller.name());
    if (!submission.complete()) {
      dryRuns.execute(() -> submission); // judged anew when it is repeated, also with the same key
    }
    return ResponseEntity.status(submission.complete() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(
            new SubmissionView(
                submission.digest().hex(),
                submission.missing().stream().map(Digest::hex).toList()));
  }

  @PostMapping(
      path = "/snapshots",
      consumes = {
        "application/gzip",
        "application/x-gzip",
        "application/zip",
        MediaType.APPLICATION_OCTET_STREAM_VALUE
      })
  @ResponseStatus(HttpStatus.CREATED)
  @Requires(scope = Scope.PROJECT, role = Role.EDITOR)
  @Answer(status = 201, body = SnapshotView.class)
  SnapshotView upload(Caller caller, ProjectRef project, HttpServletRequest request)
      throws IOException {
    Snapshot snapshot = snapshots.upload(project.id(), request.getInputStream(), caller.name());
    return SnapshotView.of(snapshot, null);
  }

  @PutMapping(path = "/blobs/{digest}", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Requires(scope = Scope.PROJECT, role = Role.EDITOR)
  void putBlob(ProjectRef project, @PathVariable String digest, HttpServletRequest request)
      throws IOException {
    if (!Digest.isDigest(digest)) {
      throw Problem.invalid("DIGEST", "'%s' is not a SHA-256 digest".formatted(digest))
          .hint("write it as 64 lower-case hex characters")
          .exception();
    }
    snapshots.putBlob(project.id(), new Digest(digest), request.getInputStream());
  }

  @GetMapping("/snapshots")
  @Requires(scope = Scope.PROJECT)
  Page<SnapshotView> list(ProjectRef project, PageRequest page) {
    String after = page.after();
    Snapshot last = after == null ? null : snapshots.require(project.id(), digest(project, after));
    return Page.of(snapshots.list(project.id(), last, page.fetch()), page, s -> s.digest().hex())
        .map(snapshot -> SnapshotView.of(snapshot, null));
  }

  @GetMapping("/snapshots/{digest}")
  @Requires(scope = Scope.PROJECT)
  SnapshotView get(ProjectRef project, @PathVariable String digest) {
    Digest known = digest(project, digest);
    return SnapshotView.of(
        snapshots.require(project.id(), known), snapshots.files(project.id(), known));
  }

  @GetMapping("/snapshots/{digest}/files/{*path}")
  @Requires(scope = Scope.PROJECT)
  @Answer(mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  ResponseEntity<InputStreamResource> file(
      ProjectRef project, @PathVariable String digest, @PathVariable String path) {
    Snapshot snapshot = snapshots.require(project.id(), digest(project, digest));
    String inProject = path.substring(1);
    SnapshotFile file =
        snapshots
            .file(snapshot.digest(), inProject)
            .orElseThrow(() -> Problem.notFound("file", inProject).exception());
    String name = inProject.substring(inProject.lastIndexOf('/') + 1);
    // Always a download: a project's HTML must never be a page of this service.
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .contentLength(file.size())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(new InputStreamResource(blobs.open(file.digest())));
  }

  private static Digest digest(ProjectRef project, String text) {
    if (!Digest.isDigest(text)) {
      throw Problem.notFound("snapshot", text)
          .hint("the list stands at /api/v1/projects/%s/snapshots".formatted(project.name()))
          .exception();
    }
    return new Digest(text);
  }
}
