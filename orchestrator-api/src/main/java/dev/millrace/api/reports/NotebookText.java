package dev.millrace.api.reports;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Texts of notebooks. */
final class NotebookText {
  private static final Pattern ANSI = Pattern.compile("\\u001b\\[[0-9;?]*[A-Za-z]");

  /** What a terminal writes over: the rest of a line from its beginning on. */
  private static final Pattern WRITTEN_OVER = Pattern.compile("(?m)^[^\\n]*\\r(?=[^\\r\\n])");

  private NotebookText() {}

  /** nbformat's text: one string, or its lines. */
  static String of(JsonNode value) {
    if (!value.isArray()) {
      return value.asString("");
    }
    StringBuilder text = new StringBuilder();
    value.forEach(line -> text.append(line.asString("")));
    return text.toString();
  }

  /** The text without colours and without what a progress bar wrote over. */
  static String plain(String text) {
    String unix = ANSI.matcher(text).replaceAll("").replace("\r\n", "\n");
    return WRITTEN_OVER.matcher(unix).replaceAll("").replace("\r", "");
  }
}
