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
 * Signs the addresses of an attempt's frames: a pass shows the outputs of that one attempt for a
 * minute, without a cookie.
 */
@Component
class FramePasses {
  private static final Duration LIFETIME = Duration.ofSeconds(60);
  private static final String ALGORITHM = "HmacSHA256";

  private final ServerKeys keys;
  private final Clock clock = Clock.systemUTC();

  FramePasses(ServerKeys keys) {
    this.keys = keys;
  }

  /**
   * A pass.
   *
   * @param query what follows the address of each frame, without the question mark
   */
  record Pass(String query, Instant expiresAt) {}

  Pass of(UUID attempt) {
    long expires = clock.instant().plus(LIFETIME).getEpochSecond();
    return new Pass(
        "expires=%d&signature=%s".formatted(expires, sign(attempt, expires)),
        Instant.ofEpochSecond(expires));
  }

  boolean isValid(UUID attempt, long expires, String signature) {
    boolean ours =
        MessageDigest.isEqual(
            sign(attempt, expires).getBytes(StandardCharsets.UTF_8),
            signature.getBytes(StandardCharsets.UTF_8));
    return ours && clock.instant().getEpochSecond() <= expires;
  }

  private String sign(UUID attempt, long expires) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(keys.key("frames"), ALGORITHM));
      byte[] signed = mac.doFinal((attempt + "/" + expires).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
