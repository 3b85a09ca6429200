package dev.millrace.scheduler.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that secrets are encrypted with, by their ids. Immutable.
 *
 * <p>A key file has one key a line, 32 random bytes in Base64; {@code #} begins a comment. The
 * first key encrypts, all of them decrypt: a new key is put before the old one.
 */
public final class SecretKeys {
  /** No key: secrets can be neither set nor used. */
  public static final SecretKeys NONE = new SecretKeys(new LinkedHashMap<>());

  private static final int BYTES = 32;
  private static final String ID_PREFIX = "millrace secrets key ";

  private final SequencedMap<String, SecretKey> keys;

  private SecretKeys(SequencedMap<String, SecretKey> keys) {
    this.keys = keys;
  }

  /** A key with its id. */
  record Key(String id, SecretKey key) {}

  /**
   * The keys of a file.
   *
   * @throws SecretKeyException when it cannot be read or has no key
   */
  public static SecretKeys read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new SecretKeyException(
          "the secrets' key file %s cannot be read (%s); name it with --secrets-key-file, or restore it from where you keep it"
              .formatted(file, e.getClass().getSimpleName()));
    }
  }

  /**
   * The keys of a text in the form of a key file.
   *
   * @param source where it came from, for messages
   * @throws SecretKeyException when a line is no key, or there is none
   */
  static SecretKeys parse(String text, String source) {
    SequencedMap<String, SecretKey> keys = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.split("\\R")) {
      number++;
      String key = line.replaceFirst("#.*", "").strip();
      if (!key.isEmpty()) {
        byte[] bytes = decoded(key, source, number);
        keys.put(idOf(bytes), new SecretKeySpec(bytes, "AES"));
      }
    }
    if (keys.isEmpty()) {
      throw new SecretKeyException(
          "%s has no key: it needs a line of 32 random bytes in Base64 (`openssl rand -base64 32`)"
              .formatted(source));
    }
    return new SecretKeys(keys);
  }

  /** The text of a key file with one new key. */
  public static String generate() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return """
        # Encrypts the secrets of this Millrace. Keep a copy apart from the database's backups: without it no secret can be
        # read again. To change it, put a new line (openssl rand -base64 32) before the old one.
        %s
        """
        .formatted(Base64.getEncoder().encodeToString(bytes));
  }

  /** The ids of all keys, the encrypting one first. */
  public Set<String> ids() {
    return keys.sequencedKeySet();
  }

  /** The key that encrypts; empty when there is none at all. */
  Optional<Key> current() {
    Map.Entry<String, SecretKey> first = keys.firstEntry();
    return first == null
        ? Optional.empty()
        : Optional.of(new Key(first.getKey(), first.getValue()));
  }

  Optional<SecretKey> byId(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  private static byte[] decoded(String key, String source, int line) {
    try {
      byte[] bytes = Base64.getDecoder().decode(key);
      if (bytes.length == BYTES) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // told below, as a key of another length
    }
    throw new SecretKeyException(
        "line %d of %s is no key: it must be 32 random bytes in Base64 (`openssl rand -base64 32`)"
            .formatted(line, source));
  }

  /** Tells keys apart and says nothing about them. */
  private static String idOf(byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ID_PREFIX.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest.digest(key), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
