package dev.millrace.api.reports;

import dev.millrace.api.viewers.DrawingReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/** Writes a notebook as one HTML file, with its styles and pictures in it and without scripts. */
public final class ReportPage {
  /**
   * What the page may do, in the file itself: show pictures and play sounds that are in it. As a
   * header it is preceded by {@code sandbox}.
   */
  public static final String POLICY =
      "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'; base-uri 'none';"
          + " form-action 'none'";

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String STYLE = style();

  private ReportPage() {}

  /**
   * What the notebook is of.
   *
   * @param dag a name that is a path is shown without its folders
   * @param state of the notebook, in a word
   */
  public record Heading(String dag, String step, Instant logicalTime, String state) {
    private String name() {
      return dag.substring(dag.lastIndexOf('/') + 1);
    }
  }

  /**
   * The page.
   *
   * @param cells in nbformat's form
   * @param drawings finds the charts among the outputs
   * @param withCode whether it has the code, errors with their tracebacks, and what was printed to
   *     stderr
   */
  public static String of(
      Heading heading,
      List<JsonNode> cells,
      DrawingReader drawings,
      ReportImages images,
      boolean withCode) {
    String title = HtmlUtils.htmlEscape(heading.step() + " · " + heading.name());
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
        .append(POLICY)
        .append("\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
        .append("<meta name=\"robots\" content=\"noindex\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>")
        .append(title)
        .append("</title>\n<style>")
        .append(STYLE)
        .append("</style></head><body>\n<header><p>")
        .append(HtmlUtils.htmlEscape(heading.name()))
        .append(" · <time datetime=\"")
        .append(heading.logicalTime())
        .append("\">")
        .append(MINUTE.format(heading.logicalTime()))
        .append("</time>")
        .append(heading.state().equals("succeeded") ? "" : " · " + escaped(heading.state()))
        .append("</p><h1>")
        .append(HtmlUtils.htmlEscape(heading.step()))
        .append("</h1></header>\n<main>\n");
    ReportOutputs outputs = new ReportOutputs(drawings, withCode);
    for (JsonNode cell : cells) {
      page.append(cell(cell, outputs, images, withCode));
    }
    return page.append("</main></body></html>\n").toString();
  }

  private static String cell(
      JsonNode cell, ReportOutputs outputs, ReportImages images, boolean withCode) {
    String source = NotebookText.of(cell.path("source"));
    return switch (cell.path("cell_type").asString("")) {
      case "markdown" ->
          "<section class=\"text\">"
              + ReportMarkdown.html(source, images.of(cell.path("attachments")))
              + "</section>\n";
      case "code" -> {
        String code = withCode && !source.isBlank() ? pre("code", source) : "";
        String shown = outputs.html(cell.path("outputs"));
        yield code.isEmpty() && shown.isEmpty()
            ? ""
            : "<section>\n" + code + shown + "</section>\n";
      }
      default -> withCode ? "<section>\n" + pre("raw", source) + "</section>\n" : "";
    };
  }

  static String pre(String kind, String text) {
    return "<pre class=\"" + kind + "\">" + escaped(NotebookText.plain(text)) + "</pre>\n";
  }

  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(text);
  }

  private static String style() {
    try (InputStream stream = ReportPage.class.getResourceAsStream("/reports/report.css")) {
      return new String(
          Objects.requireNonNull(stream, "report.css").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
