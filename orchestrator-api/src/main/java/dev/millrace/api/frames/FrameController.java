package dev.millrace.api.frames;

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
 * Gives a pass to the frames of an attempt's outputs to everybody who may see the attempt, and
 * serves the frames to everybody who has a pass.
 */
@RestController
class FrameController {
  private final FramePasses passes;
  private final RichOutputs outputs;
  private final SecureRandom random = new SecureRandom();

  FrameController(FramePasses passes, RichOutputs outputs) {
    this.passes = passes;
    this.outputs = outputs;
  }

  /**
   * The way to the frames of an attempt.
   *
   * @param url followed by {@code /CELL/OUTPUTS?QUERY} it is the address of a frame. CELL is an
   *     index from 0; OUTPUTS is one, too, or the first and the last of neighbours that one viewer
   *     draws, as {@code 2-4}
   * @param query the signature for all of them
   */
  record Frames(String url, String query, Instant expiresAt) {}

  @GetMapping("/api/v1/attempts/{attempt}/frames")
  @Requires(scope = Scope.ATTEMPT)
  Frames frames(@PathVariable UUID attempt) {
    if (!outputs.hasAny(attempt)) {
      throw Problem.notFound("frames of attempt", attempt)
          .hint("its notebook has no output that needs one")
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
    if (!passes.isValid(attempt, expires, signature)) {
      throw Problem.of(
              HttpStatus.FORBIDDEN,
              "FRAME_EXPIRED",
              "the frame's address has expired or is not ours")
          .hint("load the page again")
          .exception();
    }
    FrameContent content =
        OutputRange.of(range)
            .flatMap(
                wanted ->
                    FrameContent.of(
                        outputs.of(attempt, cell, wanted.first(), wanted.last()),
                        isInFrame(request) && outputs.mayRunScripts(attempt)))
            .orElseThrow(
                () -> Problem.notFound("frame of output " + range + " of cell", cell).exception());
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
          case FrameContent.Markup markup ->
              markup.scripts()
                  ? "'unsafe-inline' blob:; worker-src blob:"
                  : "'nonce-" + nonce + "'";
        };
    return "sandbox allow-scripts; default-src 'none'; script-src "
        + scripts
        + "; style-src 'unsafe-inline'; img-src data: blob:; media-src data: blob:; font-src data:;"
        + " connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
  }
}
