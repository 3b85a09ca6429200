package dev.millrace.executor.notebook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids that everybody derives alike from the same notebook. */
final class Digests {
  private Digests() {}

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Eight hexadecimal digits, the form of Jupyter's own cell ids. */
  static String shortId(String digest, String name) {
    return sha256((digest + " " + name).getBytes(StandardCharsets.UTF_8)).substring(0, 8);
  }
}
