package dev.millrace.cli.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Prints an answer for people, tables with aligned columns, or as the JSON that it came as. */
final class Console {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final PrintWriter out;
  private final boolean json;

  /**
   * @param json whether answers are printed as REST gave them, and nothing else is
   */
  Console(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** Whether only answers are printed, as JSON. */
  boolean isJson() {
    return json;
  }

  /** Prints the answer, in the words that {@code text} prints unless JSON is wanted. */
  void answer(JsonNode answer, Consumer<JsonNode> text) {
    if (json) {
      line(JSON.writeValueAsString(answer));
    } else {
      text.accept(answer);
    }
  }

  /**
   * Prints the items of a page under a header, or as JSON in REST's shape without its cursor:
   * {@code {"items": […]}}.
   *
   * @param row as many texts as the header has
   */
  void list(JsonNode page, List<String> header, Function<JsonNode, List<String>> row) {
    items(page, items -> table(header, items.valueStream().map(row).toList()));
  }

  /** As {@link #list}, with the items in words of their own. */
  void items(JsonNode page, Consumer<JsonNode> text) {
    ObjectNode list = JSON.createObjectNode();
    list.set("items", page.path("items"));
    answer(list, all -> text.accept(all.path("items")));
  }

  /** A line beside the answer; unprinted where JSON is wanted. */
  void aside(String text) {
    if (!json) {
      line(text);
    }
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  /** Fields as texts, empty where one is absent. */
  static List<String> texts(JsonNode node, String... fields) {
    return Stream.of(fields).map(field -> node.path(field).asString("")).toList();
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
