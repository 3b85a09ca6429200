package dev.millrace.api.frames;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/**
 * The page of a frame. Its only script is ours: it tells the page around it how high the content
 * is, and takes the theme and a viewer's library from it.
 */
final class FramePage {
  private static final int MOST_CHARACTERS = 2 * 1024 * 1024;
  private static final int MOST_DATA = 32 * 1024 * 1024;

  /** What scripts for notebooks know as the place of their output. */
  private static final String ELEMENT = "var element = document.getElementById('content');\n";

  private static final String NOT_RUN =
      "The scripts of this output were not run. An administrator can allow them in the project's settings.";
  private static final String FILE_NOT_RUN =
      "The scripts of this file were not run. An administrator can allow them in the project's settings.";
  private static final String SCRIPT = resource("frame.js");
  private static final String STYLE = resource("frame.css");

  private FramePage() {}

  /**
   * The page.
   *
   * @param nonce allows our script and no other
   */
  static String of(FrameContent content, String nonce) {
    return switch (content) {
      case FrameContent.Drawn drawn -> page(nonce, "paper viewer", items(drawn.items()));
      case FrameContent.Markup markup -> {
        JsonNode data = markup.output().path("data");
        yield page(
            nonce,
            (isOnPaper(data) ? "paper" : "") + (markup.scripts() ? " own" : ""),
            markup.scripts() ? withScripts(data) : body(data));
      }
      case FrameContent.HtmlFile file ->
          page(
              nonce,
              "paper file" + (file.scripts() ? " own" : ""),
              file.scripts() ? file.html() : inert(file.html()));
    };
  }

  private static String page(String nonce, String classes, String body) {
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Output</title>
        <script nonce="%s">%s</script>
        <style>%s</style></head><body><div id="content" class="%s">%s</div></body></html>
        """
        .formatted(nonce, SCRIPT, STYLE, classes, body);
  }

  /**
   * The data stands in the page itself: it takes one way only, and never through the application.
   */
  private static String items(List<JsonNode> items) {
    StringBuilder page = new StringBuilder();
    for (JsonNode item : items) {
      String json = item.toString();
      page.append(
          json.length() > MOST_DATA
              ? tooBig(json.length())
              : "<div class=\"drawing\"><script type=\"application/json\">"
                  + json.replace("<", "\\u003c")
                  + "</script></div>");
    }
    return page.toString();
  }

  /** Drawings, and whatever has colours of its own; plain tables follow the theme. */
  private static boolean isOnPaper(JsonNode data) {
    return data.has("text/html")
        ? InertHtml.hasColours(text(data.path("text/html")))
        : data.has("image/svg+xml");
  }

  private static String resource(String name) {
    try (InputStream stream = FramePage.class.getResourceAsStream("/frames/" + name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the notebook wrote it; the page's policy is what holds it. */
  private static String withScripts(JsonNode data) {
    String script = text(data.path("application/javascript"));
    if (!data.has("text/html") && script.isEmpty()) {
      return body(data);
    }
    String html = text(data.path("text/html"));
    int characters = html.length() + script.length();
    return characters > MOST_DATA
        ? tooBig(characters)
        : html + (script.isEmpty() ? "" : "<script>" + ELEMENT + script + "</script>");
  }

  private static String body(JsonNode data) {
    if (data.has("text/html")) {
      String html = text(data.path("text/html"));
      return html.length() > MOST_CHARACTERS
          ? tooBig(html.length())
          : InertHtml.of(html) + (InertHtml.hasScripts(html) ? note(NOT_RUN) : "");
    }
    if (data.has("image/svg+xml")) {
      String svg = text(data.path("image/svg+xml"));
      return svg.length() > MOST_CHARACTERS
          ? tooBig(svg.length())
          // As an image an SVG neither runs scripts nor loads anything.
          : "<img alt=\"drawing\" src=\"data:image/svg+xml;base64,"
              + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8))
              + "\">";
    }
    if (data.has("application/json")) {
      String json = data.path("application/json").toPrettyString();
      return json.length() > MOST_CHARACTERS
          ? tooBig(json.length())
          : "<pre>" + HtmlUtils.htmlEscape(json) + "</pre>";
    }
    String types = String.join(", ", data.properties().stream().map(e -> e.getKey()).toList());
    return note(
            data.has("application/javascript")
                ? NOT_RUN
                : "This output (" + types + ") is of a kind that is not shown here.")
        + (data.has("text/plain")
            ? "<pre>" + HtmlUtils.htmlEscape(text(data.path("text/plain"))) + "</pre>"
            : "");
  }

  // A file may be long: the note stands at its top.
  private static String inert(String html) {
    return (InertHtml.hasScripts(html) ? note(FILE_NOT_RUN) : "") + InertHtml.of(html);
  }

  private static String tooBig(int characters) {
    return note(
        "This output is too big to be shown ("
            + characters / 1024
            + " KiB); it is in the notebook's file.");
  }

  private static String note(String text) {
    return "<p class=\"note\">" + HtmlUtils.htmlEscape(text) + "</p>";
  }

  private static String text(JsonNode value) {
    StringBuilder text = new StringBuilder();
    if (value.isArray()) {
      value.forEach(line -> text.append(line.asString("")));
    } else {
      text.append(value.asString(""));
    }
    return text.toString();
  }
}
