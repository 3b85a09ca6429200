package dev.millrace.scheduler.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A secret's value, which no log line or message shows by accident. */
public final class SecretValue {
  /** The fewest bytes: what is shorter cannot be masked without masking everything else. */
  public static final int MIN_BYTES = 4;

  /** The most bytes: as much as an environment variable takes. */
  public static final int MAX_BYTES = 65_536;

  private final String text;

  private SecretValue(String text) {
    this.text = text;
  }

  /**
   * A value that may be kept.
   *
   * @throws IllegalArgumentException when it is too short, too long, or cannot be an environment
   *     variable; the message says which and never the value
   */
  public static SecretValue of(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < MIN_BYTES) {
      throw new IllegalArgumentException(
          "a secret has at least %d bytes: a shorter one could not be masked in what steps print"
              .formatted(MIN_BYTES));
    }
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a secret has at most %,d bytes, as much as an environment variable takes; this one has %,d"
              .formatted(MAX_BYTES, bytes));
    }
    if (text.isBlank() || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "a secret is neither blank nor has it a NUL character: it becomes an environment variable");
    }
    return new SecretValue(text);
  }

  /** The value itself, for who hands it on. */
  public String reveal() {
    return text;
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SecretValue value && MessageDigest.isEqual(bytes(), value.bytes());
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
