package dev.millrace.api.attempts;

import dev.millrace.api.attempts.Output.ImageSize;
import dev.millrace.api.viewers.Drawing;
import dev.millrace.api.viewers.DrawingReader;
import dev.millrace.api.viewers.Viewer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How the application shows a display; its fields are those of {@link Output.Display}. */
record Shown(
    Map<String, String> data,
    List<String> otherTypes,
    @Nullable String rich,
    @Nullable Viewer viewer,
    @Nullable ImageSize imageSize) {

  static Shown of(JsonNode bundle, JsonNode metadata, DrawingReader drawings) {
    if (DrawingReader.isInvisible(bundle)) {
      return new Shown(Map.of(), List.of(), null, null, null);
    }
    return new Shown(
        Mime.safe(bundle),
        Mime.others(bundle),
        Mime.digestOfOthers(bundle),
        drawings.read(bundle).map(Drawing::viewer).orElse(null),
        Mime.imageSize(metadata));
  }
}
