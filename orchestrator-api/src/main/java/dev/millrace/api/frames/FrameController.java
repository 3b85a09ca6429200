package dev.millrace.api.frames;

import dev.millrace.api.attempts.RichOutputs;
import dev.millrace.api.frames.FrameAddress.Frame;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.api.web.Addresses;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
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
 * Gives whoever may see an attempt the address of a cell's frame, and serves what is at that
 * address.
 */
@RestController
class FrameController {
  private final FrameAddress addresses;
  private final RichOutputs outputs;
  private final SecureRandom random = new SecureRandom();

  FrameController(FrameAddress addresses, RichOutputs outputs) {
    this.addresses = addresses;
    this.outputs = outputs;
  }

  @GetMapping("/api/v1/attempts/{attempt}/cells/{cell}/frame")
  @Requires(scope = Scope.ATTEMPT)
  Frame address(@PathVariable UUID attempt, @PathVariable int cell) {
    if (outputs.of(attempt, cell).isEmpty()) {
      throw Problem.notFound("frame of cell", cell)
          .hint("the cell has no output that needs one")
          .exception();
    }
    Frame frame = addresses.of(attempt, cell);
    return new Frame(Addresses.of(frame.url()).toString(), frame.expiresAt());
  }

  @GetMapping("/frames/{attempt}/{cell}")
  @Requires(scope = Scope.PUBLIC)
  ResponseEntity<String> frame(
      @PathVariable UUID attempt,
      @PathVariable int cell,
      @RequestParam long expires,
      @RequestParam String signature) {
    if (!addresses.isValid(attempt, cell, expires, signature)) {
      throw Problem.of(
              HttpStatus.FORBIDDEN,
              "FRAME_EXPIRED",
              "the frame's address has expired or is not ours")
          .hint("load the page again")
          .exception();
    }
    List<JsonNode> rich = outputs.of(attempt, cell);
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
