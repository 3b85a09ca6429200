package dev.millrace.api.attempts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.api.viewers.DrawingReader;
import dev.millrace.api.viewers.Viewer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An output of a cell in the forms that the application may show in its own page. Everything else
 * is in the frame.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Output.Stream.class, name = "stream"),
  @JsonSubTypes.Type(value = Output.Failure.class, name = "error"),
  @JsonSubTypes.Type(value = Output.Display.class, name = "display"),
  @JsonSubTypes.Type(value = Output.Result.class, name = "result")
})
public sealed interface Output {

  /** Text that was printed to {@code stdout} or {@code stderr}. */
  record Stream(String name, String text) implements Output {}

  /** An exception; the traceback's lines may hold ANSI sequences. */
  record Failure(String ename, String evalue, List<String> traceback) implements Output {}

  /**
   * Something that was displayed.
   *
   * @param data text as it is, images in base64, by MIME type; safe types only
   * @param otherTypes the MIME types that only the output's frame shows
   * @param rich changes when what the frame shows does; absent: there is no frame
   * @param viewer the library that draws it in its frame; absent: none does
   * @param imageSize how large the notebook wants its picture to be; absent: as large as it is
   */
  record Display(
      Map<String, String> data,
      List<String> otherTypes,
      @Nullable String rich,
      @Nullable Viewer viewer,
      @Nullable ImageSize imageSize)
      implements Output {}

  /** The value of the cell's last expression. */
  record Result(
      Map<String, String> data,
      List<String> otherTypes,
      @Nullable String rich,
      @Nullable Viewer viewer,
      @Nullable ImageSize imageSize)
      implements Output {}

  /** In CSS pixels, as IPython writes it for pictures of twice the density. */
  record ImageSize(int width, int height) {}

  /** The output of an nbformat document or event. Total: what is missing reads as empty. */
  static Output of(JsonNode output, DrawingReader drawings) {
    return switch (output.path("output_type").asString("")) {
      case "stream" ->
          new Stream(output.path("name").asString("stdout"), Mime.text(output.path("text")));
      case "error" ->
          new Failure(
              output.path("ename").asString(""),
              output.path("evalue").asString(""),
              output.path("traceback").valueStream().map(line -> line.asString("")).toList());
      case "execute_result" -> {
        Shown shown = Shown.of(output.path("data"), output.path("metadata"), drawings);
        yield new Result(
            shown.data(), shown.otherTypes(), shown.rich(), shown.viewer(), shown.imageSize());
      }
      default -> {
        Shown shown = Shown.of(output.path("data"), output.path("metadata"), drawings);
        yield new Display(
            shown.data(), shown.otherTypes(), shown.rich(), shown.viewer(), shown.imageSize());
      }
    };
  }

  /** Whether the application itself cannot show all of it. */
  default boolean needsFrame() {
    return switch (this) {
      case Stream stream -> false;
      case Failure failure -> false;
      case Display display -> !display.otherTypes().isEmpty();
      case Result result -> !result.otherTypes().isEmpty();
    };
  }
}
