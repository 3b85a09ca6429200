package dev.millrace.api.attempts;

import dev.millrace.api.attempts.Output.ImageSize;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which of a display's MIME types the application may show in its own page. */
final class Mime {
  private static final Set<String> SAFE =
      Set.of("text/plain", "text/markdown", "text/latex", "image/png", "image/jpeg", "image/gif");

  /** Enough to tell two outputs of one cell from each other. */
  private static final int DIGEST_BYTES = 8;

  private static final int MOST_PIXELS = 10_000;

  private Mime() {}

  /** The safe forms of a display. */
  static Map<String, String> safe(JsonNode bundle) {
    Map<String, String> safe = new LinkedHashMap<>();
    bundle
        .properties()
        .forEach(
            form -> {
              if (SAFE.contains(form.getKey())) {
                safe.put(form.getKey(), text(form.getValue()));
              }
            });
    return safe;
  }

  /** The raster images among the forms of an attachment, in base64. */
  static Map<String, String> images(JsonNode bundle) {
    Map<String, String> images = safe(bundle);
    images.keySet().removeIf(type -> !type.startsWith("image/"));
    return images;
  }

  /** The MIME types of the other forms. */
  static List<String> others(JsonNode bundle) {
    return bundle.properties().stream()
        .map(Map.Entry::getKey)
        .filter(type -> !SAFE.contains(type))
        .toList();
  }

  /** What changes when one of the other forms does; null if there is none. */
  static @Nullable String digestOfOthers(JsonNode bundle) {
    List<String> others = others(bundle);
    if (others.isEmpty()) {
      return null;
    }
    MessageDigest digest = sha256();
    for (String type : others) {
      digest.update((type + "\n" + bundle.path(type) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The size that a display's metadata gives its picture; null if it gives none that makes sense.
   */
  static @Nullable ImageSize imageSize(JsonNode metadata) {
    return metadata.properties().stream()
        .filter(form -> SAFE.contains(form.getKey()))
        .map(Map.Entry::getValue)
        .filter(size -> isPixels(size.path("width")) && isPixels(size.path("height")))
        .findFirst()
        .map(size -> new ImageSize(size.path("width").asInt(), size.path("height").asInt()))
        .orElse(null);
  }

  private static boolean isPixels(JsonNode value) {
    return value.isIntegralNumber() && value.asLong(0) > 0 && value.asLong(0) <= MOST_PIXELS;
  }

  /** nbformat's text: one string, or its lines. */
  static String text(JsonNode value) {
    if (!value.isArray()) {
      return value.isString() ? value.stringValue() : value.isMissingNode() ? "" : value.toString();
    }
    StringBuilder text = new StringBuilder();
    value.forEach(line -> text.append(line.asString("")));
    return text.toString();
  }
}
