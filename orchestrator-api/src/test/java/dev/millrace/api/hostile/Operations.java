package dev.millrace.api.hostile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The operations of an OpenAPI document, each with a body that has every field. */
final class Operations {
  private final JsonNode document;
  private final Map<String, String> samples;

  /**
   * @param samples values that exist, by the name of a field or of a part of a path
   */
  Operations(String document, Map<String, String> samples) {
    this.document = JsonMapper.shared().readTree(document);
    this.samples = samples;
  }

  /**
   * An operation.
   *
   * @param path with {@code {names}} in it
   * @param query the names of its query parameters
   * @param headers the names of its own headers
   * @param body with every field that the schema has; empty if it takes no JSON object
   */
  record Operation(
      String method, String path, List<String> query, List<String> headers, List<ObjectNode> body) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** All of them. */
  List<Operation> all() {
    List<Operation> all = new ArrayList<>();
    for (var path : document.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        all.add(operation(operation.getKey(), path.getKey(), operation.getValue()));
      }
    }
    return all;
  }

  private Operation operation(String method, String path, JsonNode described) {
    Map<String, List<String>> names = new LinkedHashMap<>();
    described
        .path("parameters")
        .forEach(
            parameter ->
                names
                    .computeIfAbsent(parameter.path("in").asString(), in -> new ArrayList<>())
                    .add(parameter.path("name").asString()));
    JsonNode schema = described.at("/requestBody/content/application~1json/schema");
    List<ObjectNode> body =
        value("", schema) instanceof ObjectNode object && !schema.isMissingNode()
            ? List.of(object)
            : List.of();
    return new Operation(
        method.toUpperCase(java.util.Locale.ROOT),
        path,
        names.getOrDefault("query", List.of()),
        names.getOrDefault("header", List.of()),
        body);
  }

  private JsonNode value(String name, JsonNode written) {
    JsonNode schema =
        written.has("$ref")
            ? document.at(written.path("$ref").stringValue().substring(1))
            : written;
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (schema.has("properties")) {
      ObjectNode object = nodes.objectNode();
      schema
          .path("properties")
          .properties()
          .forEach(field -> object.set(field.getKey(), value(field.getKey(), field.getValue())));
      return object;
    }
    if (schema.has("additionalProperties")) {
      return nodes.objectNode().set("x", value("x", schema.path("additionalProperties")));
    }
    if (schema.has("oneOf")) {
      return value(name, schema.path("oneOf").get(0));
    }
    if (schema.path("enum").isArray()) {
      return schema.path("enum").get(0);
    }
    return switch (schema.path("type").asString("any")) {
      case "array" -> {
        ArrayNode array = nodes.arrayNode();
        yield array.add(value(name, schema.path("items")));
      }
      case "integer", "number" -> nodes.numberNode(1);
      case "boolean" -> nodes.booleanNode(false);
      default -> nodes.stringNode(samples.getOrDefault(name, "x"));
    };
  }
}
