package dev.millrace.api.attempts;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;

/** The type of an image by its first bytes; a file's name may say anything. */
final class ImageType {
  private static final int HEAD = 1024;
  private static final Pattern SVG =
      Pattern.compile(
          "\\A\\s*(?:<\\?xml[^>]*>\\s*)?(?:<!--.*?-->\\s*|<!DOCTYPE[^>]*>\\s*)*<svg[\\s>].*",
          Pattern.DOTALL);

  private ImageType() {}

  /** Empty if the file is no image that browsers show. */
  static Optional<MediaType> of(byte[] content) {
    String head =
        new String(content, 0, Math.min(content.length, HEAD), StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u0089PNG\r\n")) {
      return Optional.of(MediaType.IMAGE_PNG);
    }
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of(MediaType.IMAGE_JPEG);
    }
    if (head.startsWith("GIF8")) {
      return Optional.of(MediaType.IMAGE_GIF);
    }
    if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return Optional.of(new MediaType("image", "webp"));
    }
    return SVG.matcher(head).matches()
        ? Optional.of(new MediaType("image", "svg+xml"))
        : Optional.empty();
  }
}
