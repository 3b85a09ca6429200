package dev.millrace.cli.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Prints tables with aligned columns, or JSON. */
final class Console {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final PrintWriter out;

  Console(PrintWriter out) {
    this.out = out;
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  void json(JsonNode node) {
    line(JSON.writeValueAsString(node));
  }

  /** A list in REST's shape without its cursor: {@code {"items": […]}}. */
  void items(JsonNode page) {
    var list = JSON.createObjectNode();
    list.set("items", page.path("items"));
    json(list);
  }

  /** The beginning of a digest, as long as people compare; empty where there is none. */
  static String shortDigest(JsonNode digest) {
    String text = digest.asString("");
    return text.length() <= 12 ? text : text.substring(0, 12);
  }

  /**
   * Rows under a header; numbers of columns must agree. Prints the header alone where there are no
   * rows.
   */
  void table(List<String> header, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    all.addAll(rows);
    int[] widths = new int[header.size()];
    for (List<String> row : all) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : all) {
      var text = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        text.append(row.get(i)).repeat(" ", widths[i] - row.get(i).length() + 2);
      }
      out.println(text.toString().stripTrailing());
    }
    out.flush();
  }
}
