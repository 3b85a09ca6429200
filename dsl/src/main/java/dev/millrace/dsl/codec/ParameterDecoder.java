package dev.millrace.dsl.codec;

import dev.millrace.dsl.Parameter;
import dev.millrace.dsl.ParameterType;
import dev.millrace.dsl.codec.SourceNode.MapNode;
import dev.millrace.dsl.validation.Findings;
import dev.millrace.dsl.validation.Pointer;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Decodes the declaration of a parameter. */
final class ParameterDecoder {
  private static final List<String> TYPES =
      Arrays.stream(ParameterType.values()).map(ParameterType::wireName).toList();

  private ParameterDecoder() {}

  static @Nullable Parameter decode(SourceNode node, Pointer at, Findings findings) {
    String name = at.lastName();
    if (!(node instanceof MapNode map)) {
      Values.wrongType(node, at, findings, "a mapping", "write { type: string, default: … }");
      return null;
    }
    Fields fields = new Fields(map, at, findings);
    ParameterType type =
        fields.required(
            "type",
            SettingsDecoder.word(ParameterType::fromWireName, TYPES),
            "parameter '%s'".formatted(name));
    JsonNode defaultValue = fields.value("default", Values::json);
    BigDecimal minimum = fields.value("minimum", Values::decimal);
    BigDecimal maximum = fields.value("maximum", Values::decimal);
    List<JsonNode> allowed = fields.value("enum", Values.list(Values::json));
    String title = fields.value("title", Values::text);
    String description = fields.value("description", Values::text);
    fields.end("a parameter");
    if (type == null) {
      // Without a type no value can be judged: the parameter stays known to expressions, and
      // nothing else of it.
      return Parameter.string(name);
    }
    return new Parameter(
        name,
        type,
        defaultValue,
        minimum,
        maximum,
        Objects.requireNonNullElse(allowed, List.of()),
        title,
        description);
  }
}
