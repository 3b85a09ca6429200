package dev.millrace.executor.notebook;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * JSON as nbformat lays it out: sorted keys, one space of indent, non-ASCII as it is, no newline at
 * the end. Two tools that write the same notebook so write the same bytes, and a diff shows what
 * changed.
 */
final class NotebookLayout {
  /** By code point, as Python sorts. */
  private static final Comparator<String> KEYS =
      (a, b) -> {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
          if (a.charAt(i) != b.charAt(i)) {
            return Integer.compare(rank(a.charAt(i)), rank(b.charAt(i)));
          }
        }
        return Integer.compare(a.length(), b.length());
      };

  private final StringBuilder out = new StringBuilder();

  private NotebookLayout() {}

  /** Numbers that JSON does not know become null. */
  static String write(JsonNode node) {
    NotebookLayout layout = new NotebookLayout();
    layout.value(node, 0);
    return layout.out.toString();
  }

  private static int rank(char c) {
    // Surrogates stand for code points above all other characters.
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }

  private void value(JsonNode node, int depth) {
    if (node.isObject()) {
      List<Map.Entry<String, JsonNode>> fields =
          node.properties().stream().sorted(Map.Entry.comparingByKey(KEYS)).toList();
      Iterator<Map.Entry<String, JsonNode>> rest = fields.iterator();
      open('{', rest.hasNext());
      while (rest.hasNext()) {
        Map.Entry<String, JsonNode> field = rest.next();
        indent(depth + 1);
        string(field.getKey());
        out.append(": ");
        value(field.getValue(), depth + 1);
        out.append(rest.hasNext() ? ",\n" : "\n");
      }
      close('}', !fields.isEmpty(), depth);
    } else if (node.isArray()) {
      Iterator<JsonNode> rest = node.iterator();
      open('[', rest.hasNext());
      while (rest.hasNext()) {
        indent(depth + 1);
        value(rest.next(), depth + 1);
        out.append(rest.hasNext() ? ",\n" : "\n");
      }
      close(']', !node.isEmpty(), depth);
    } else {
      scalar(node);
    }
  }

  private void open(char bracket, boolean filled) {
    out.append(bracket);
    if (filled) {
      out.append('\n');
    }
  }

  private void close(char bracket, boolean filled, int depth) {
    if (filled) {
      indent(depth);
    }
    out.append(bracket);
  }

  private void indent(int depth) {
    out.repeat(' ', depth);
  }

  private void scalar(JsonNode node) {
    if (node.isString()) {
      string(node.stringValue());
    } else if (node.isBigDecimal()) {
      out.append(node.decimalValue());
    } else if (node.isFloatingPointNumber()) {
      double value = node.doubleValue();
      out.append(Double.isFinite(value) ? PythonFloat.repr(value) : "null");
    } else if (node.isNumber()) {
      out.append(node.bigIntegerValue());
    } else if (node.isBoolean()) {
      out.append(node.booleanValue());
    } else {
      out.append("null");
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else if (Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1))) {
            out.append(c).append(text.charAt(++i));
          } else {
            // Half a character has no place in a UTF-8 file.
            out.append(Character.isSurrogate(c) ? '\ufffd' : c);
          }
        }
      }
    }
    out.append('"');
  }
}
