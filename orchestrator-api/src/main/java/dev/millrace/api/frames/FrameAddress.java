package dev.millrace.api.frames;

import dev.millrace.api.identity.ServerKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Signs addresses of frames: whoever has one may see that one cell for a minute, and needs no
 * cookie for it.
 */
@Component
class FrameAddress {
  private static final Duration LIFETIME = Duration.ofSeconds(60);
  private static final String ALGORITHM = "HmacSHA256";

  private final ServerKeys keys;
  private final Clock clock = Clock.systemUTC();

  FrameAddress(ServerKeys keys) {
    this.keys = keys;
  }

  /** A frame's address: what follows the server's, and until when it serves. */
  record Frame(String url, Instant expiresAt) {}

  Frame of(UUID attempt, int cell) {
    Instant expires = clock.instant().plus(LIFETIME);
    long seconds = expires.getEpochSecond();
    String url =
        "/frames/"
            + attempt
            + "/"
            + cell
            + "?expires="
            + seconds
            + "&signature="
            + sign(attempt, cell, seconds);
    return new Frame(url, Instant.ofEpochSecond(seconds));
  }

  boolean isValid(UUID attempt, int cell, long expires, String signature) {
    boolean ours =
        MessageDigest.isEqual(
            sign(attempt, cell, expires).getBytes(StandardCharsets.UTF_8),
            signature.getBytes(StandardCharsets.UTF_8));
    return ours && clock.instant().getEpochSecond() <= expires;
  }

  private String sign(UUID attempt, int cell, long expires) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(keys.key("frames"), ALGORITHM));
      byte[] signed =
          mac.doFinal((attempt + "/" + cell + "/" + expires).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
