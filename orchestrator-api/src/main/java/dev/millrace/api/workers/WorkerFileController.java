package dev.millrace.api.workers;

import dev.millrace.api.identity.WorkerCaller;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.executor.protocol.SnapshotManifest;
import dev.millrace.executor.protocol.UnpublishedAnswer;
import dev.millrace.executor.protocol.WorkerProtocol;
import dev.millrace.scheduler.catalog.BlobStore;
import dev.millrace.scheduler.catalog.Digest;
import dev.millrace.scheduler.dispatch.AttemptAccess;
import dev.millrace.scheduler.dispatch.UnpublishedFiles;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Files to and from workers. A session reaches the snapshots of what it has leased, the files that
 * steps of the same run published, and nothing else: digests are guessed by nobody, but they may
 * leak.
 */
@RestController
@RequestMapping(WorkerProtocol.ROOT)
class WorkerFileController {
  private final BlobStore blobs;
  private final AttemptAccess access;
  private final SnapshotFiles snapshots;
  private final UnpublishedFiles unpublished;

  WorkerFileController(
      BlobStore blobs,
      AttemptAccess access,
      SnapshotFiles snapshots,
      UnpublishedFiles unpublished) {
    this.blobs = blobs;
    this.access = access;
    this.snapshots = snapshots;
    this.unpublished = unpublished;
  }

  @GetMapping("/snapshots/{digest}")
  @Requires(scope = Scope.WORKER)
  SnapshotManifest snapshot(WorkerCaller worker, @PathVariable String digest) {
    requireSnapshot(worker, digest);
    return snapshots.manifest(digest);
  }

  @GetMapping("/snapshots/{digest}/files/{file}")
  @Requires(scope = Scope.WORKER)
  ResponseEntity<Resource> snapshotFile(
      WorkerCaller worker, @PathVariable String digest, @PathVariable String file) {
    requireSnapshot(worker, digest);
    if (!snapshots.has(digest, file)) {
      throw Problem.notFound("file", file).exception();
    }
    return bytes(new Digest(file));
  }

  @GetMapping("/attempts/{attempt}/files/{digest}")
  @Requires(scope = Scope.WORKER)
  ResponseEntity<Resource> input(@PathVariable UUID attempt, @PathVariable String digest) {
    if (!Digest.isDigest(digest) || !access.isInput(attempt, digest)) {
      throw Problem.notFound("input file", digest).exception();
    }
    return bytes(new Digest(digest));
  }

  @PutMapping(
      value = "/attempts/{attempt}/files/{digest}",
      consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Requires(scope = Scope.WORKER)
  void upload(
      WorkerCaller worker,
      @PathVariable UUID attempt,
      @PathVariable String digest,
      HttpServletRequest request)
      throws IOException {
    if (!Digest.isDigest(digest)) {
      throw Problem.invalid("BAD_DIGEST", "'" + digest + "' is not a SHA-256 in lower-case hex")
          .exception();
    }
    boolean held =
        access
            .attempt(attempt)
            .filter(a -> a.leased() && worker.session().equals(a.session()))
            .isPresent();
    if (!held) {
      throw Problem.conflict(
              "STALE_EPOCH", "the attempt's lease is gone: its files are not wanted any more")
          .exception();
    }
    blobs.put(request.getInputStream(), new Digest(digest));
  }

  @GetMapping("/attempts/{attempt}/unpublished")
  @Requires(scope = Scope.WORKER)
  UnpublishedAnswer unpublished(@PathVariable UUID attempt) {
    return new UnpublishedAnswer(
        unpublished.before(attempt).stream()
            .map(file -> new UnpublishedAnswer.Entry(file.path(), file.step()))
            .toList());
  }

  private void requireSnapshot(WorkerCaller worker, String digest) {
    if (!access.mayReadSnapshot(worker.session(), digest)) {
      throw Problem.notFound("snapshot", digest).exception();
    }
  }

  private ResponseEntity<Resource> bytes(Digest digest) {
    long size =
        blobs.size(digest).orElseThrow(() -> Problem.notFound("file", digest.hex()).exception());
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .contentLength(size)
        .body(new InputStreamResource(() -> blobs.open(digest)));
  }
}
