package dev.millrace.executor.worker;

import dev.millrace.executor.protocol.Grant;
import dev.millrace.executor.protocol.InputArtifact;
import dev.millrace.executor.protocol.SecretText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the test server grants. JSON is given with {@code '} for {@code "}. */
final class TestGrants {
  /** What every step of these grants is given. */
  static final Map<String, SecretText> SECRETS = Map.of("API_KEY", SecretText.of("k3y-of-the-api"));

  private TestGrants() {}

  /** A step of a Dag whose run has the parameter {@code region}. */
  static Grant of(
      long epoch,
      String snapshot,
      String step,
      String definition,
      String parameters,
      List<InputArtifact> inputs) {
    return grant(
        epoch,
        snapshot,
        new Step("recommender", step, definition, parameters, "{'region':'eu'}"),
        inputs);
  }

  /** A notebook that runs as it is. */
  static Grant asItIs(long epoch, String snapshot, String path, String runParameters) {
    String definition = "{'notebook':'" + path + "'}";
    return grant(
        epoch, snapshot, new Step(path, "notebook", definition, "{}", runParameters), List.of());
  }

  private static Grant grant(long epoch, String snapshot, Step step, List<InputArtifact> inputs) {
    JsonNode definition = json(step.definition);
    return new Grant(
        UUID.randomUUID(),
        epoch,
        1,
        UUID.randomUUID(),
        step.name,
        List.of(),
        "films",
        step.dag,
        1,
        snapshot,
        1,
        definition,
        json(step.parameters),
        json(step.runParameters),
        env(definition),
        SECRETS,
        definition.path("timeout").asLong(600),
        null,
        Instant.parse("2026-01-02T03:04:05Z"),
        instant(definition.at("/interval/0")),
        instant(definition.at("/interval/1")),
        inputs,
        null);
  }

  private static @Nullable Instant instant(JsonNode text) {
    return text.isString() ? Instant.parse(text.stringValue()) : null;
  }

  /** What the server resolves {@code env} of a definition to. */
  private static Map<String, String> env(JsonNode definition) {
    Map<String, String> env = new TreeMap<>(Map.of("GIVEN", "by env"));
    definition
        .path("env")
        .properties()
        .forEach(field -> env.put(field.getKey(), field.getValue().asString()));
    return env;
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  private record Step(
      String dag, String name, String definition, String parameters, String runParameters) {}
}
