package dev.millrace.executor.notebook;

import dev.millrace.dsl.NonFinite;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * JSON values as Python source, character for character as papermill writes them. NaN and the
 * infinities are floats.
 */
final class PythonLiterals {
  private PythonLiterals() {}

  static String of(JsonNode value) {
    if (value.isString()) {
      return string(value.stringValue());
    }
    if (value.isBoolean()) {
      return value.booleanValue() ? "True" : "False";
    }
    if (value.isIntegralNumber()) {
      return value.bigIntegerValue().toString();
    }
    OptionalDouble special = NonFinite.read(value);
    if (value.isNumber() || special.isPresent()) {
      double number = special.orElseGet(value::doubleValue);
      String text = PythonFloat.repr(number);
      return Double.isFinite(number) ? text : "float('" + text + "')";
    }
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(PythonLiterals::of)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value.isObject()) {
      return value.properties().stream()
          .map(field -> string(field.getKey()) + ": " + of(field.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return "None";
  }

  /** In double quotes and ASCII only. */
  private static String string(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                  if (c >= 0x20 && c < 0x7f) {
                    out.append((char) c);
                  } else if (c < 0x100) {
                    out.append(String.format("\\x%02x", c));
                  } else if (c < 0x10000) {
                    out.append(String.format("\\u%04x", c));
                  } else {
                    out.append(String.format("\\U%08x", c));
                  }
                }
              }
            });
    return out.append('"').toString();
  }
}
