package dev.millrace.api.frames;

import dev.millrace.api.attempts.RichOutputs;
import dev.millrace.api.attempts.RichOutputs.Place;
import dev.millrace.api.frames.FramePasses.Pass;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.api.web.Addresses;
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
import tools.jackson.databind.JsonNode;

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
   * @param url followed by {@code /CELL/OUTPUT?QUERY} it is the address of an output's frame; both
   *     numbers are indexes from 0
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

  @GetMapping("/frames/{attempt}/{cell}/{output}")
  @Requires(scope = Scope.PUBLIC)
  ResponseEntity<String> frame(
      @PathVariable UUID attempt,
      @PathVariable int cell,
      @PathVariable int output,
      @RequestParam long expires,
      @RequestParam String signature) {
    if (!passes.isValid(attempt, expires, signature)) {
      throw Problem.of(
              HttpStatus.FORBIDDEN,
              "FRAME_EXPIRED",
              "the frame's address has expired or is not ours")
          .hint("load the page again")
          .exception();
    }
    JsonNode rich =
        outputs
            .of(attempt, new Place(cell, output))
            .orElseThrow(
                () -> Problem.notFound("frame of output " + output + " of cell", cell).exception());
    var bytes = new byte[16];
    random.nextBytes(bytes);
    String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
        .header("Content-Security-Policy", policy(nonce))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(FramePage.of(rich, nonce));
  }

  /**
   * People open such addresses directly, too: the sandbox is the answer's own and not the frame
   * element's.
   */
  private static String policy(String nonce) {
    return "sandbox allow-scripts; default-src 'none'; script-src 'nonce-"
        + nonce
        + "'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; connect-src 'none';"
        + " form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
  }
}
