package dev.millrace.api.frames;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/**
 * The page of one cell's outputs. Its only script is ours: it tells the page around it how tall the
 * outputs are.
 */
final class FramePage {
  private static final int MOST_CHARACTERS = 2 * 1024 * 1024;

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Output</title>
      <script nonce="{nonce}">
      const tell = () => parent.postMessage(
        { millrace: 'frame', height: Math.ceil(document.documentElement.scrollHeight) }, '*');
      addEventListener('load', () => { new ResizeObserver(tell).observe(document.body); tell(); });
      </script>
      <style>
      body { margin: 0; font: 14px/1.45 system-ui, sans-serif; color: #1f2328; background: #fff; overflow-wrap: anywhere }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums }
      th, td { padding: 3px 8px; text-align: right; border-bottom: 1px solid #d8dee4 }
      thead th { border-bottom-width: 2px } tbody tr:nth-child(even) { background: #f6f8fa }
      pre { margin: 0; white-space: pre-wrap } img, svg { max-width: 100% } .note { color: #59636e }
      </style></head><body>
      """;

  private FramePage() {}

  /**
   * The page.
   *
   * @param outputs in nbformat's form; only those that the application does not show itself
   * @param nonce allows our script and no other
   */
  static String of(List<JsonNode> outputs, String nonce) {
    StringBuilder page = new StringBuilder(HEAD.replace("{nonce}", nonce));
    outputs.forEach(
        output -> page.append("<div>").append(body(output.path("data"))).append("</div>\n"));
    return page.append("</body></html>\n").toString();
  }

  private static String body(JsonNode data) {
    if (data.has("text/html")) {
      String html = text(data.path("text/html"));
      return html.length() > MOST_CHARACTERS ? tooBig(html.length()) : InertHtml.of(html);
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
            "This output (" + types + ") needs the notebook's own scripts, which do not run here.")
        + (data.has("text/plain")
            ? "<pre>" + HtmlUtils.htmlEscape(text(data.path("text/plain"))) + "</pre>"
            : "");
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
