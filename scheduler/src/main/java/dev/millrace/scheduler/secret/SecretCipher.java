package dev.millrace.scheduler.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM with a fresh nonce for every version. Project, name and version are associated data:
 * a ciphertext that was moved to another row is refused.
 */
final class SecretCipher {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeys keys;
  private final SecureRandom random = new SecureRandom();

  SecretCipher(SecretKeys keys) {
    this.keys = keys;
  }

  /** What a value is bound to. */
  record Place(UUID project, String name, int version) {
    byte[] bytes() {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES + text.length)
          .putLong(project.getMostSignificantBits())
          .putLong(project.getLeastSignificantBits())
          .putInt(version)
          .put(text)
          .array();
    }
  }

  /** What is stored: the key's id, and nonce and ciphertext in one. */
  static final class Sealed {
    private final String keyId;
    private final byte[] bytes;

    Sealed(String keyId, byte[] bytes) {
      this.keyId = keyId;
      this.bytes = bytes.clone();
    }

    String keyId() {
      return keyId;
    }

    byte[] bytes() {
      return bytes.clone();
    }
  }

  /**
   * Encrypts with the current key.
   *
   * @throws SecretKeyException when there is no key
   */
  Sealed seal(SecretValue value, Place place) {
    SecretKeys.Key key =
        keys.current()
            .orElseThrow(
                () ->
                    new SecretKeyException(
                        "this server has no key for secrets; start it with --secrets-key-file F (`millrace up` makes one), the same file for every server"));
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key.key(), nonce, place).doFinal(value.bytes());
      return new Sealed(
          key.id(), ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-256-GCM", e);
    }
  }

  /**
   * Decrypts.
   *
   * @throws SecretKeyException when this server does not have the key, or the row is not what was
   *     written
   */
  SecretValue open(Sealed sealed, Place place) {
    SecretKey key =
        keys.byId(sealed.keyId())
            .orElseThrow(
                () ->
                    new SecretKeyException(
                        "secret '%s' was encrypted with key %s, which this server does not have (it has: %s); add that key to the file of --secrets-key-file, or set the secret anew"
                            .formatted(place.name(), sealed.keyId(), shown())));
    ByteBuffer bytes = ByteBuffer.wrap(sealed.bytes());
    byte[] nonce = new byte[NONCE];
    bytes.get(nonce);
    byte[] rest = new byte[bytes.remaining()];
    bytes.get(rest);
    try {
      byte[] text = cipher(Cipher.DECRYPT_MODE, key, nonce, place).doFinal(rest);
      return SecretValue.of(new String(text, StandardCharsets.UTF_8));
    } catch (AEADBadTagException e) {
      throw new SecretKeyException(
          "version %d of secret '%s' is not what was written: its row was changed or copied; set the secret anew"
              .formatted(place.version(), place.name()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-256-GCM", e);
    }
  }

  private String shown() {
    return keys.ids().isEmpty() ? "none" : String.join(", ", keys.ids());
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, Place place)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.bytes());
    return cipher;
  }
}
