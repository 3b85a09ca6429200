package dev.millrace.scheduler.catalog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A SHA-256 digest, written as 64 lower-case hexadecimal characters. It names content: equal
 * digests mean equal bytes.
 *
 * @param hex the digest, already in its one spelling
 */
public record Digest(String hex) implements Comparable<Digest> {

  private static final Pattern SPELLING = Pattern.compile("[0-9a-f]{64}");

  /**
   * @throws IllegalArgumentException when {@code hex} is not 64 lower-case hexadecimal characters
   */
  public Digest {
    if (!isDigest(hex)) {
      throw new IllegalArgumentException("not a SHA-256 digest: 64 lower-case hex characters");
    }
  }

  /** Says whether a text from outside is a digest in its one spelling. */
  public static boolean isDigest(String text) {
    return SPELLING.matcher(text).matches();
  }

  /** The digest of the given bytes. */
  public static Digest of(byte[] content) {
    return new Digest(HexFormat.of().formatHex(sha256().digest(content)));
  }

  /** Finishes a running computation that {@link #sha256()} began. */
  static Digest finish(MessageDigest running) {
    return new Digest(HexFormat.of().formatHex(running.digest()));
  }

  /** A new SHA-256 computation; every Java platform has the algorithm. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
