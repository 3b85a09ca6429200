package dev.millrace.scheduler.dispatch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells a completion that is repeated, because its answer was lost, from another one. */
final class CompletionDigest {
  private CompletionDigest() {}

  /** A digest of everything that the completion says; sha256, lower-case hex. */
  static String of(Completion completion) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      // A record's text names every component with its value; workers repeat a completion byte by
      // byte.
      byte[] text = completion.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(sha256.digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
