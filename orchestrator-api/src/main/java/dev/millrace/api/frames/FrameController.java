package dev.millrace.api.frames;

import dev.millrace.api.attempts.HtmlArtifacts;
import dev.millrace.api.attempts.RichOutputs;
import dev.millrace.api.frames.FramePasses.Pass;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.api.web.Addresses;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Gives a pass to the frames of an attempt's outputs and published files to everybody who may see
 * the attempt, and serves the frames to everybody who has a pass.
 */
@RestController
class FrameController {
  private final FramePasses passes;
  private final RichOutputs outputs;
  private final HtmlArtifacts files;
  private final SecureRandom random = new SecureRandom();

  FrameController(FramePasses passes, RichOutputs outputs, HtmlArtifacts files) {
    this.passes = passes;
    this.outputs = outputs;
    this.files = files;
  }

  /**
   * The way to the frames of an attempt.
   *
   * @param url followed by {@code /CELL/OUTPUTS?QUERY} it is the address of an output's frame. CELL
   *     is an index from 0; OUTPUTS is one, too, or the first and the last of neighbours that one
   *     viewer draws, as {@code 2-4}. Followed by {@code /file?path=PATH&QUERY} it is that of a
   *     published HTML file
   * @param query the signature for all of them
   */
  record Frames(String url, String query, Instant expiresAt) {}

  @GetMapping("/api/v1/attempts/{attempt}/frames")
  @Requires(scope = Scope.ATTEMPT)
  Frames frames(@PathVariable UUID attempt) {
    if (!outputs.hasAny(attempt) && !files.hasAny(attempt)) {
      throw Problem.notFound("frames of attempt", attempt)
          .hint("no output of its notebook needs one, and it published no HTML file")
          .exception();
    }
    Pass pass = passes.of(attempt);
    return new Frames(
        Addresses.of("/frames/" + attempt).toString(), pass.query(), pass.expiresAt());
  }

  @GetMapping("/frames/{attempt}/{cell}/{outputs}")
  @Requires(scope = Scope.PUBLIC)
  ResponseEntity<String> frame(
      @PathVariable UUID attempt,
      @PathVariable int cell,
      @PathVariable("outputs") String range,
      @RequestParam long expires,
      @RequestParam String signature,
      HttpServletRequest request) {
    requirePass(attempt, expires, signature);
    FrameContent content =
        OutputRange.of(range)
            .flatMap(
                wanted ->
                    FrameContent.of(
                        outputs.of(attempt, cell, wanted.first(), wanted.last()),
                        isInFrame(request) && outputs.mayRunScripts(attempt)))
            .orElseThrow(
                () -> Problem.notFound("frame of output " + range + " of cell", cell).exception());
    return page(content);
  }

  /** A published HTML file; its size is limited, see {@link HtmlArtifacts}. */
  @GetMapping("/frames/{attempt}/file")
  @Requires(scope = Scope.PUBLIC)
  ResponseEntity<String> file(
      @PathVariable UUID attempt,
      @RequestParam String path,
      @RequestParam long expires,
      @RequestParam String signature,
      HttpServletRequest request) {
    requirePass(attempt, expires, signature);
    String html =
        files
            .read(attempt, path)
            .orElseThrow(
                () ->
                    Problem.notFound("published HTML file", path)
                        .hint(
                            "files over "
                                + (HtmlArtifacts.MOST_BYTES >> 20)
                                + " MiB can only be downloaded")
                        .exception());
    return page(
        new FrameContent.HtmlFile(html, isInFrame(request) && outputs.mayRunScripts(attempt)));
  }

  private void requirePass(UUID attempt, long expires, String signature) {
    if (!passes.isValid(attempt, expires, signature)) {
      throw Problem.of(
              HttpStatus.FORBIDDEN,
              "FRAME_EXPIRED",
              "the frame's address has expired or is not ours")
          .hint("load the page again")
          .exception();
    }
  }

  private ResponseEntity<String> page(FrameContent content) {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
        .header("Content-Security-Policy", policy(content, nonce))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(FramePage.of(content, nonce));
  }

  /**
   * A page that is opened directly could lead anywhere; where it is framed, the application's
   * policy keeps it here. A browser that does not say which it is shows no scripts.
   */
  private static boolean isInFrame(HttpServletRequest request) {
    return "iframe".equals(request.getHeader("Sec-Fetch-Dest"));
  }

  /**
   * People open such addresses directly, too: the sandbox is the answer's own and not the frame
   * element's. A viewer's library comes from the application by a message and runs as a blob. A
   * notebook's own scripts run without eval and without a network.
   */
  private static String policy(FrameContent content, String nonce) {
    String scripts =
        switch (content) {
          case FrameContent.Drawn drawn -> "'nonce-" + nonce + "' blob:; worker-src blob:";
          case FrameContent.Markup markup -> scripts(markup.scripts(), nonce);
          case FrameContent.HtmlFile file -> scripts(file.scripts(), nonce);
        };
    return "sandbox allow-scripts; default-src 'none'; script-src "
        + scripts
        + "; style-src 'unsafe-inline'; img-src data: blob:; media-src data: blob:; font-src data:;"
        + " connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
  }

  private static String scripts(boolean own, String nonce) {
    return own ? "'unsafe-inline' blob:; worker-src blob:" : "'nonce-" + nonce + "'";
  }
}
