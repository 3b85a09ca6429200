package dev.millrace.api.attempts;

import dev.millrace.api.problems.Problem;
import dev.millrace.api.reports.ReportPage;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.api.web.Answer;
import dev.millrace.scheduler.catalog.BlobStore;
import dev.millrace.scheduler.catalog.Digest;
import dev.millrace.scheduler.store.ArtifactRecord;
import dev.millrace.scheduler.store.AttemptReads;
import dev.millrace.scheduler.store.AttemptRecord;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What an attempt leaves behind, as files: its notebook, its log, what it published. Downloads,
 * never pages.
 */
@RestController
@RequestMapping("/api/v1/attempts/{attempt}")
class AttemptFileController {
  private static final int MOST_LINES = 100_000;

  private final AttemptReads reads;
  private final AttemptNotebooks notebooks;
  private final NotebookReports reports;
  private final AttemptLog logs;
  private final BlobStore blobs;

  AttemptFileController(
      AttemptReads reads,
      AttemptNotebooks notebooks,
      NotebookReports reports,
      AttemptLog logs,
      BlobStore blobs) {
    this.reads = reads;
    this.notebooks = notebooks;
    this.reports = reports;
    this.logs = logs;
    this.blobs = blobs;
  }

  /**
   * The notebook as a file: as it is, or with {@code format=html} as a page that needs nothing else
   * and does nothing; with {@code format=live} as the live page reads it.
   *
   * @param code of the page: {@code hidden} leaves out the code, tracebacks and what was printed to
   *     stderr
   */
  @GetMapping("/notebook")
  @Requires(scope = Scope.ATTEMPT)
  @Answer(body = LiveNotebook.class)
  @Answer(mediaType = "application/x-ipynb+json")
  @Answer(mediaType = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<?> notebook(
      @PathVariable UUID attempt,
      @RequestParam(defaultValue = "ipynb") String format,
      @RequestParam(defaultValue = "shown") String code) {
    if (!code.equals("shown") && !code.equals("hidden")) {
      throw Problem.invalid("QUERY", "code is 'shown' or 'hidden'").exception();
    }
    AttemptRecord record =
        reads.attempt(attempt).orElseThrow(() -> Problem.notFound("attempt", attempt).exception());
    return switch (format) {
      case "live" ->
          ResponseEntity.ok(notebooks.live(record).orElseThrow(() -> noNotebook(attempt)));
      case "ipynb" ->
          download(name(record) + ".ipynb", "application/x-ipynb+json")
              .body(notebooks.ipynb(record).orElseThrow(() -> noNotebook(attempt)));
      case "html" ->
          download(name(record) + ".html", "text/html;charset=UTF-8")
              .header("Content-Security-Policy", "sandbox; " + ReportPage.POLICY)
              .body(
                  reports.of(attempt, code.equals("shown")).orElseThrow(() -> noNotebook(attempt)));
      default ->
          throw Problem.invalid("QUERY", "there is no format '" + format + "'")
              .hint("there is: live, ipynb, html")
              .exception();
    };
  }

  /** The log as text; with {@code tail} its last lines. */
  @GetMapping("/log")
  @Requires(scope = Scope.ATTEMPT)
  @Answer(mediaType = MediaType.TEXT_PLAIN_VALUE)
  void log(
      @PathVariable UUID attempt,
      @RequestParam(required = false) @Nullable Integer tail,
      HttpServletResponse response)
      throws IOException {
    if (tail != null && (tail < 1 || tail > MOST_LINES)) {
      throw Problem.invalid("QUERY", "tail must be from 1 to " + MOST_LINES).exception();
    }
    response.setContentType("text/plain;charset=UTF-8");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    Writer writer = response.getWriter();
    if (tail == null) {
      logs.<IOException>each(attempt, writer::write);
    } else {
      writer.write(logs.tail(attempt, tail));
    }
    writer.flush();
  }

  /** A published file, or with {@code Range} a part of it. Its tag is its digest. */
  @GetMapping("/artifacts/content")
  @Requires(scope = Scope.ATTEMPT)
  @Answer(mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @Answer(
      status = 206,
      mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
      when = "the header Range asks for one range")
  ResponseEntity<Resource> artifact(
      @PathVariable UUID attempt,
      @RequestParam String path,
      @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range,
      @RequestHeader(name = HttpHeaders.IF_RANGE, required = false) @Nullable String ifRange,
      HttpServletResponse response) {
    ArtifactRecord artifact =
        reads.artifacts(attempt).stream()
            .filter(a -> a.path().equals(path))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("artifact", path).exception());
    String etag = '"' + artifact.digest() + '"';
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    return switch (DownloadRange.of(range, ifRange, etag, artifact.size())) {
      case DownloadRange.Whole whole ->
          download(fileName(path), MediaType.APPLICATION_OCTET_STREAM_VALUE)
              .eTag(etag)
              .contentLength(artifact.size())
              .body(new InputStreamResource(() -> blobs.open(new Digest(artifact.digest()))));
      case DownloadRange.Part part ->
          download(
                  HttpStatus.PARTIAL_CONTENT,
                  fileName(path),
                  MediaType.APPLICATION_OCTET_STREAM_VALUE)
              .eTag(etag)
              .header(HttpHeaders.CONTENT_RANGE, part.of(artifact.size()))
              .contentLength(part.length())
              .body(new InputStreamResource(() -> partOf(artifact, part)));
      case DownloadRange.Beyond beyond -> {
        response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + artifact.size());
        throw Problem.of(
                HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                "RANGE",
                "the file has " + artifact.size() + " bytes; the range begins behind its end")
            .exception();
      }
    };
  }

  private InputStream partOf(ArtifactRecord artifact, DownloadRange.Part part) throws IOException {
    InputStream content = blobs.open(new Digest(artifact.digest()));
    content.skipNBytes(part.first());
    return new LimitedInputStream(content, part.length());
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String name(AttemptRecord attempt) {
    return attempt.step() + "-" + attempt.brief().number();
  }

  private static ResponseEntity.BodyBuilder download(String name, String mediaType) {
    return download(HttpStatus.OK, name, mediaType);
  }

  private static ResponseEntity.BodyBuilder download(
      HttpStatus status, String name, String mediaType) {
    return ResponseEntity.status(status)
        .contentType(MediaType.parseMediaType(mediaType))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString());
  }

  private static RuntimeException noNotebook(UUID attempt) {
    return Problem.notFound("notebook of attempt", attempt)
        .hint("its step runs no notebook, or the file is none")
        .exception();
  }
}
