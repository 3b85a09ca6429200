package dev.millrace.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds every answer that a test gets against the checked-in OpenAPI document: its status, its
 * media type, and each field of its JSON. So a document that promises something else fails the
 * tests.
 */
final class Contract {
  private static final String API = "/api/v1/";

  private final JsonNode document;
  private final List<Route> routes = new ArrayList<>();

  private record Route(String method, Pattern path, JsonNode operation) {}

  Contract() {
    try {
      document =
          JsonMapper.shared()
              .readTree(Files.readString(Path.of("src/main/resources/openapi.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (var path : document.path("paths").properties()) {
      Pattern pattern = pattern(path.getKey());
      for (var operation : path.getValue().properties()) {
        routes.add(new Route(operation.getKey(), pattern, operation.getValue()));
      }
    }
    // The fixed words of a path come before the names in it, as the service's own routing does it.
    routes.sort(Comparator.comparingLong(route -> variables(route.path())));
  }

  private static Pattern pattern(String path) {
    String tail = path.replace("{path}", "(.+)");
    return Pattern.compile(
        Stream.of(tail.split("/", -1))
            .map(
                part ->
                    part.startsWith("{")
                        ? "([^/]+)"
                        : part.equals("(.+)") ? part : Pattern.quote(part))
            .collect(Collectors.joining("/")));
  }

  private static long variables(Pattern path) {
    return path.pattern().chars().filter(c -> c == '(').count();
  }

  /** Fails when the answer is none that the document promises. */
  void check(HttpResponse<byte[]> response) {
    String path = response.uri().getRawPath();
    String method = response.request().method().toLowerCase(Locale.ROOT);
    if (!path.startsWith(API)) {
      return;
    }
    routes.stream()
        .filter(r -> r.method().equals(method) && r.path().matcher(path).matches())
        .findFirst()
        .ifPresent(route -> check(route.operation(), response));
  }

  private void check(JsonNode operation, HttpResponse<byte[]> response) {
    JsonNode answers = operation.path("responses");
    String status = Integer.toString(response.statusCode());
    JsonNode promised = answers.has(status) ? answers.path(status) : answers.path("default");
    String type = response.headers().firstValue("Content-Type").orElse("");
    String mediaType = type.split(";", 2)[0];
    List<String> faults = new ArrayList<>();
    if (!answers.has(status) && response.statusCode() < 400) {
      faults.add("status " + status + " is not in the document");
    } else if (response.body().length == 0) {
      // An empty text is a text; empty JSON is none.
      if (promised.path("content").has("application/json")) {
        faults.add("the answer is empty, the document promises JSON");
      }
    } else if (!promised.path("content").has(mediaType)) {
      faults.add("media type '" + mediaType + "' is not in the document");
    } else if (mediaType.endsWith("json")) {
      JsonNode body = JsonMapper.shared().readTree(response.body());
      compare(body, promised.path("content").path(mediaType).path("schema"), "", faults);
    }
    if (!faults.isEmpty()) {
      throw new AssertionError(
          "%s %s answered %s, but openapi.json says otherwise: %s"
              .formatted(response.request().method(), response.uri(), status, faults));
    }
  }

  private void compare(JsonNode value, JsonNode written, String at, List<String> faults) {
    JsonNode schema = resolved(written);
    if (schema.has("oneOf")) {
      boolean any =
          schema
              .path("oneOf")
              .valueStream()
              .anyMatch(
                  one -> {
                    List<String> own = new ArrayList<>();
                    compare(value, one, at, own);
                    return own.isEmpty();
                  });
      if (!any) {
        faults.add(at + " is none of " + schema.path("oneOf"));
      }
      return;
    }
    if (schema.has("enum")
        && schema.path("enum").valueStream().noneMatch(one -> one.equals(value))) {
      faults.add(at + " is " + value + ", not one of " + schema.path("enum"));
    }
    switch (schema.path("type").asString("any")) {
      case "object" -> object(value, schema, at, faults);
      case "array" -> {
        for (int i = 0; i < value.size(); i++) {
          compare(value.get(i), schema.path("items"), at + "/" + i, faults);
        }
        require(value.isArray(), at, "an array", faults);
      }
      case "string" -> require(value.isString(), at, "a string", faults);
      case "integer" -> require(value.isIntegralNumber(), at, "an integer", faults);
      case "number" -> require(value.isNumber(), at, "a number", faults);
      case "boolean" -> require(value.isBoolean(), at, "true or false", faults);
      default -> {}
    }
  }

  private void object(JsonNode value, JsonNode schema, String at, List<String> faults) {
    require(value.isObject(), at, "an object", faults);
    schema
        .path("required")
        .valueStream()
        .map(JsonNode::stringValue)
        .filter(name -> !value.has(name))
        .forEach(name -> faults.add(at + "/" + name + " is missing"));
    for (var field : value.properties()) {
      String place = at + "/" + field.getKey();
      if (schema.path("properties").has(field.getKey())) {
        compare(field.getValue(), schema.path("properties").path(field.getKey()), place, faults);
      } else if (schema.path("additionalProperties").isObject()) {
        compare(field.getValue(), schema.path("additionalProperties"), place, faults);
      } else if (schema.has("properties")) {
        faults.add(place + " is not in the document");
      }
    }
  }

  private static void require(boolean met, String at, String what, List<String> faults) {
    if (!met) {
      faults.add(at + " is not " + what);
    }
  }

  private JsonNode resolved(JsonNode schema) {
    return schema.has("$ref")
        ? document.at(schema.path("$ref").stringValue().substring(1))
        : schema;
  }
}
