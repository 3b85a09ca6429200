package dev.millrace.api.reports;

import dev.millrace.api.viewers.DrawingReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/** The outputs of a cell in a report. */
final class ReportOutputs {
  private static final int MOST_CHARACTERS = 8 * 1024 * 1024;
  private static final List<String> PICTURES = List.of("image/png", "image/jpeg", "image/gif");

  private final DrawingReader drawings;
  private final boolean withCode;

  ReportOutputs(DrawingReader drawings, boolean withCode) {
    this.drawings = drawings;
    this.withCode = withCode;
  }

  String html(JsonNode outputs) {
    StringBuilder html = new StringBuilder();
    outputs.forEach(output -> html.append(one(output)));
    return html.toString();
  }

  private String one(JsonNode output) {
    return switch (output.path("output_type").asString("")) {
      case "stream" -> {
        boolean isError = output.path("name").asString("").equals("stderr");
        // Warnings name files and lines of code.
        yield isError && !withCode
            ? ""
            : ReportPage.pre(isError ? "stderr" : "", NotebookText.of(output.path("text")));
      }
      case "error" -> error(output);
      default -> display(output.path("data"), output.path("metadata"));
    };
  }

  private String error(JsonNode output) {
    String name = output.path("ename").asString("");
    if (!withCode) {
      return note("The cell ended with an error: " + name);
    }
    String trace =
        String.join(
            "\n", output.path("traceback").valueStream().map(line -> line.asString("")).toList());
    return ReportPage.pre(
        "error", trace.isEmpty() ? name + ": " + output.path("evalue").asString("") : trace);
  }

  private String display(JsonNode data, JsonNode metadata) {
    if (DrawingReader.isInvisible(data)) {
      return "";
    }
    boolean isChart = drawings.read(data).isPresent();
    if (data.has("text/html") && !isChart) {
      return markup(NotebookText.of(data.path("text/html")));
    }
    for (String type : PICTURES) {
      if (data.has(type)) {
        return picture(type, NotebookText.of(data.path(type)), metadata.path(type));
      }
    }
    if (data.has("image/svg+xml")) {
      // As an image an SVG neither runs scripts nor loads anything.
      byte[] svg = NotebookText.of(data.path("image/svg+xml")).getBytes(StandardCharsets.UTF_8);
      return picture(
          "image/svg+xml", Base64.getEncoder().encodeToString(svg), metadata.path("image/svg+xml"));
    }
    if (isChart) {
      return note("An interactive output is here on the report's page in Millrace.");
    }
    return text(data);
  }

  private static String text(JsonNode data) {
    if (data.has("text/markdown")) {
      return "<div class=\"text\">"
          + ReportMarkdown.html(NotebookText.of(data.path("text/markdown")), address -> null)
          + "</div>\n";
    }
    if (data.has("application/json")) {
      return ReportPage.pre("", data.path("application/json").toPrettyString());
    }
    for (String type : List.of("text/latex", "text/plain")) {
      if (data.has(type)) {
        return ReportPage.pre("", NotebookText.of(data.path(type)));
      }
    }
    String types = String.join(", ", data.properties().stream().map(e -> e.getKey()).toList());
    return types.isEmpty()
        ? ""
        : note("An output of type " + types + " is not shown in this file.");
  }

  /**
   * HTML with its own styles in a tree of its own: they reach nothing outside, and what they move
   * stays within its box.
   */
  private static String markup(String html) {
    if (html.length() > MOST_CHARACTERS) {
      return note("An output of " + html.length() / 1024 + " KiB is too big for this file.");
    }
    String safe = SafeHtml.ofOutput(html);
    if (safe.replaceAll("(?s)<style>.*</style>", "").isBlank()) {
      return note("An output that needs scripts of its own is not shown in this file.");
    }
    return "<div class=\"html\" tabindex=\"0\" role=\"group\" aria-label=\"Output\"><div>"
        + "<template shadowrootmode=\"open\"><style>"
        + TABLES
        + "</style>"
        + safe
        + "</template></div></div>\n";
  }

  private static String picture(String type, String base64, JsonNode size) {
    boolean sized = size.path("width").asInt(0) > 0 && size.path("height").asInt(0) > 0;
    return "<p><img alt=\"output\" src=\""
        + ReportImages.base64(type, base64)
        + "\""
        + (sized
            ? " width=\"%d\" height=\"%d\""
                .formatted(size.path("width").asInt(), size.path("height").asInt())
            : "")
        + "></p>\n";
  }

  private static String note(String text) {
    return "<p class=\"note\">" + HtmlUtils.htmlEscape(text) + "</p>\n";
  }

  private static final String TABLES =
      "table{border-collapse:collapse;font-size:13px}th,td{padding:3px 9px;border:1px solid #8c959f55;"
          + "text-align:right;white-space:nowrap}th{text-align:left}img{max-width:100%;height:auto}";
}
