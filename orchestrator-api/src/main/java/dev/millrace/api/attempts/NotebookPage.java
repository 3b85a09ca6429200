package dev.millrace.api.attempts;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * A notebook as one HTML file to read, print or mail. Inert: code, Markdown and outputs are text,
 * raster images stand in the page, and what else there is is only named.
 */
final class NotebookPage {
  /** Forbids whatever the page could do if it were not inert. */
  static final String POLICY =
      "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'";

  private static final Pattern ANSI = Pattern.compile("\\u001b\\[[0-9;?]*[A-Za-z]");
  private static final List<String> IMAGES = List.of("image/png", "image/jpeg", "image/gif");
  private static final List<String> TEXTS = List.of("text/plain", "text/markdown", "text/latex");

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>{title}</title>
      <style>
      body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; color: #1f2328 }
      pre { margin: 0; padding: .6rem .8rem; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.45 ui-monospace, monospace }
      section { margin: 1rem 0 } .code { background: #f6f8fa; border-left: 3px solid #8c959f }
      .failed .code { border-left-color: #cf222e } .error { color: #cf222e } .note, header p { color: #59636e }
      img { max-width: 100% }
      </style></head><body>
      <header><h1>{title}</h1><p>{state}</p></header>
      """;

  private NotebookPage() {}

  static String of(String title, LiveNotebook notebook) {
    String message = notebook.message();
    StringBuilder page =
        new StringBuilder(
            HEAD.replace("{title}", HtmlUtils.htmlEscape(title))
                .replace(
                    "{state}",
                    HtmlUtils.htmlEscape(
                        words(notebook.state()) + (message == null ? "" : ": " + message))));
    notebook.cells().forEach(cell -> cell(cell, page));
    return page.append("</body></html>\n").toString();
  }

  private static void cell(LiveNotebook.Cell cell, StringBuilder page) {
    page.append("<section class=\"")
        .append(words(cell.state()))
        .append("\">\n")
        .append(text(cell.type() == LiveNotebook.Cell.Type.CODE ? "code" : "text", cell.source()));
    cell.outputs().forEach(output -> page.append(output(output)));
    page.append("</section>\n");
  }

  private static String output(Output output) {
    return switch (output) {
      case Output.Stream stream ->
          text(stream.name().equals("stderr") ? "error" : "", stream.text());
      case Output.Failure failure ->
          text(
              "error",
              failure.traceback().isEmpty()
                  ? failure.ename() + ": " + failure.evalue()
                  : String.join("\n", failure.traceback()));
      case Output.Display display -> shown(display.data(), display.otherTypes());
      case Output.Result result -> shown(result.data(), result.otherTypes());
    };
  }

  private static String shown(Map<String, String> data, List<String> others) {
    for (String type : IMAGES) {
      String image = data.get(type);
      if (image != null) {
        return "<p><img alt=\"output\" src=\"data:"
            + type
            + ";base64,"
            + HtmlUtils.htmlEscape(image.replaceAll("\\s", ""))
            + "\"></p>\n";
      }
    }
    for (String type : TEXTS) {
      String text = data.get(type);
      if (text != null) {
        return text("", text);
      }
    }
    return "<p class=\"note\">"
        + HtmlUtils.htmlEscape(
            "An output of type " + String.join(", ", others) + " is in the notebook's file.")
        + "</p>\n";
  }

  private static String words(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String text(String kind, String text) {
    return "<pre class=\""
        + kind
        + "\">"
        + HtmlUtils.htmlEscape(ANSI.matcher(text).replaceAll(""))
        + "</pre>\n";
  }
}
