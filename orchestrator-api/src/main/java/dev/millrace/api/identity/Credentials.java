package dev.millrace.api.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes random credentials and the hashes under which they are stored. */
public final class Credentials {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SECRET_BYTES = 32;

  private Credentials() {}

  /** 256 random bits in 43 characters that need no escaping anywhere. */
  public static String secret() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(SECRET_BYTES));
  }

  static byte[] bytes(int count) {
    var bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** What is stored of a secret. A random secret of this length needs no slow hash. */
  public static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Compares in a time that does not depend on where they differ. */
  static boolean matches(String secret, String hexHash) {
    return MessageDigest.isEqual(hash(secret), HexFormat.of().parseHex(hexHash));
  }

  /**
   * A credential of the form {@code prefix_id_secret}. The id finds the row, the prefix lets
   * scanners of source code find what was leaked.
   */
  record Named(UUID id, String secret) {

    String text(String prefix) {
      return prefix + "_" + id.toString().replace("-", "") + "_" + secret;
    }

    static Optional<Named> parse(String prefix, @Nullable String text) {
      String[] parts = text == null ? new String[0] : text.split("_", 3);
      if (parts.length != 3 || !parts[0].equals(prefix) || parts[1].length() != 32) {
        return Optional.empty();
      }
      try {
        long high = Long.parseUnsignedLong(parts[1], 0, 16, 16);
        long low = Long.parseUnsignedLong(parts[1], 16, 32, 16);
        return Optional.of(new Named(new UUID(high, low), parts[2]));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }
}
