package dev.millrace.client;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One file of a project as it will be in the snapshot.
 *
 * @param path relative to the project's root, with forward slashes
 * @param content its bytes
 * @param mode {@code 0755} for executables, else {@code 0644}
 * @param digest SHA-256 of the bytes, lower-case hex
 * @param size in bytes
 */
public record ProjectFile(String path, Content content, String mode, String digest, long size) {

  /** Where the bytes come from. */
  public sealed interface Content {}

  /** From a file of this machine. */
  public record OnDisk(Path file) implements Content {}

  /** From a text, as UTF-8. */
  public record Text(String text) implements Content {}

  /**
   * Its bytes.
   *
   * @throws UncheckedIOException when the file cannot be read
   */
  byte[] bytes() {
    return switch (content) {
      case OnDisk disk -> read(disk.file());
      case Text text -> text.text().getBytes(StandardCharsets.UTF_8);
    };
  }

  /** Sends its bytes to that path of the API. */
  void send(ApiConnection api, String to) {
    try {
      api.put(
          to,
          switch (content) {
            case OnDisk disk -> BodyPublishers.ofFile(disk.file());
            case Text text -> BodyPublishers.ofString(text.text());
          });
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException("%s cannot be read: %s".formatted(path, e.getMessage()), e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** A file that stands on no disk. */
  public static ProjectFile ofText(String path, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      return new ProjectFile(path, new Text(text), "0644", digest, bytes.length);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
