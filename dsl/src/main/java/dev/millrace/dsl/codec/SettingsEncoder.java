package dev.millrace.dsl.codec;

import dev.millrace.dsl.Artifacts;
import dev.millrace.dsl.Defaults;
import dev.millrace.dsl.Durations;
import dev.millrace.dsl.Environment;
import dev.millrace.dsl.RetryPolicy;
import dev.millrace.dsl.StepSettings;
import dev.millrace.dsl.TriggerRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Encodes what {@link SettingsDecoder} reads. */
final class SettingsEncoder {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SettingsEncoder() {}

  static void putStep(ObjectNode json, StepSettings settings) {
    DagEncoder.putTexts(
        json, "dependsOn", settings.dependsOn().isEmpty() ? null : settings.dependsOn());
    if (settings.triggerRule() != TriggerRule.ALL_SUCCESS) {
      json.put("triggerRule", settings.triggerRule().wireName());
    }
    DagEncoder.putText(json, "when", settings.when());
    putRetries(json, settings.retries());
    putDuration(json, "timeout", settings.timeout());
    DagEncoder.putText(json, "pool", settings.pool());
    DagEncoder.putNumber(json, "priority", settings.priority());
    DagEncoder.putNumber(json, "slots", settings.slots());
    putEnvironment(json, settings.environment());
    putTextMap(json, "env", settings.env());
    putTextMap(json, "secrets", settings.secrets());
    putArtifacts(json, settings.artifacts());
    DagEncoder.putTexts(json, "inputs", settings.inputs());
    DagEncoder.putTexts(json, "mounts", settings.mounts());
    DagEncoder.putText(json, "title", settings.title());
    DagEncoder.putText(json, "description", settings.description());
    DagEncoder.putText(json, "group", settings.group());
  }

  static ObjectNode defaults(Defaults defaults) {
    ObjectNode json = NODES.objectNode();
    putRetries(json, defaults.retries());
    putDuration(json, "timeout", defaults.timeout());
    DagEncoder.putText(json, "pool", defaults.pool());
    DagEncoder.putNumber(json, "priority", defaults.priority());
    DagEncoder.putNumber(json, "slots", defaults.slots());
    putEnvironment(json, defaults.environment());
    putTextMap(json, "env", defaults.env());
    DagEncoder.putTexts(json, "mounts", defaults.mounts());
    DagEncoder.putText(json, "kernel", defaults.kernel());
    putDuration(json, "cellTimeout", defaults.cellTimeout());
    return json;
  }

  static void putDuration(ObjectNode json, String name, @Nullable Duration duration) {
    DagEncoder.putText(json, name, duration == null ? null : Durations.format(duration));
  }

  /** A whole number as such, any other as a double: what a reader makes of its digits. */
  static JsonNode number(BigDecimal value) {
    return value.scale() <= 0
        ? NODES.numberNode(value.toBigInteger())
        : NODES.numberNode(value.doubleValue());
  }

  private static void putRetries(ObjectNode json, @Nullable RetryPolicy policy) {
    if (policy == null) {
      return;
    }
    if (policy.equals(RetryPolicy.upTo(policy.user()))) {
      json.put("retries", policy.user());
      return;
    }
    ObjectNode retries = json.putObject("retries").put("user", policy.user());
    if (!policy.delay().equals(RetryPolicy.DEFAULT_DELAY)) {
      putDuration(retries, "delay", policy.delay());
    }
    if (policy.backoff() != RetryPolicy.DEFAULT_BACKOFF) {
      retries.put("backoff", policy.backoff());
    }
    if (!policy.maxDelay().equals(RetryPolicy.DEFAULT_MAX_DELAY)) {
      putDuration(retries, "maxDelay", policy.maxDelay());
    }
    if (!policy.jitter()) {
      retries.put("jitter", false);
    }
  }

  private static void putEnvironment(ObjectNode json, @Nullable Environment environment) {
    switch (environment) {
      case null -> {}
      case Environment.Requirements requirements ->
          json.putObject("environment").put("requirements", requirements.file());
      case Environment.None none -> json.put("environment", "none");
    }
  }

  private static void putTextMap(ObjectNode json, String name, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      ObjectNode variables = json.putObject(name);
      texts.forEach(variables::put);
    }
  }

  private static void putArtifacts(ObjectNode json, Artifacts artifacts) {
    switch (artifacts) {
      case Artifacts.Choice choice -> {
        if (choice == Artifacts.Choice.CHANGED) {
          json.put("artifacts", "changed");
        }
      }
      case Artifacts.Globs globs -> DagEncoder.putTexts(json, "artifacts", globs.patterns());
    }
  }
}
