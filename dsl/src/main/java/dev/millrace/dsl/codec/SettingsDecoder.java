package dev.millrace.dsl.codec;

import dev.millrace.dsl.Artifacts;
import dev.millrace.dsl.Defaults;
import dev.millrace.dsl.Environment;
import dev.millrace.dsl.RetryPolicy;
import dev.millrace.dsl.SharedSettingsBuilder;
import dev.millrace.dsl.StepSettings;
import dev.millrace.dsl.TriggerRule;
import dev.millrace.dsl.codec.SourceNode.MapNode;
import dev.millrace.dsl.codec.SourceNode.ScalarNode;
import dev.millrace.dsl.validation.Findings;
import dev.millrace.dsl.validation.IntRange;
import dev.millrace.dsl.validation.Pointer;
import dev.millrace.dsl.validation.ProblemCode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decodes what every step and a Dag's defaults can say. */
final class SettingsDecoder {
  private static final List<String> ENVIRONMENTS_TO_COME =
      List.of("uv", "conda", "interpreter", "image");

  private SettingsDecoder() {}

  static StepSettings step(Fields fields) {
    StepSettings.Builder settings = StepSettings.builder();
    fields.read("dependsOn", Values::texts, settings::dependsOn);
    fields.read("triggerRule", SettingsDecoder::triggerRule, settings::triggerRule);
    fields.read("when", Values::text, settings::when);
    shared(fields, settings);
    fields.read("secrets", Values::textMap, settings::secrets);
    fields.read("artifacts", SettingsDecoder::artifacts, settings::artifacts);
    fields.read("inputs", Values::texts, settings::inputs);
    fields.read("title", Values::text, settings::title);
    fields.read("description", Values::text, settings::description);
    fields.read("group", Values::text, settings::group);
    return settings.build();
  }

  static @Nullable Defaults defaults(SourceNode node, Pointer at, Findings findings) {
    if (!(node instanceof MapNode map)) {
      Values.wrongType(node, at, findings, "a mapping", "write one 'name: value' in each line");
      return null;
    }
    Fields fields = new Fields(map, at, findings);
    Defaults.Builder defaults = Defaults.builder();
    shared(fields, defaults);
    fields.read("kernel", Values::text, defaults::kernel);
    fields.read("cellTimeout", Values::duration, defaults::cellTimeout);
    fields.end("'defaults'");
    return defaults.build();
  }

  private static void shared(Fields fields, SharedSettingsBuilder<?> settings) {
    fields.read("retries", SettingsDecoder::retries, settings::retries);
    fields.read("timeout", Values::duration, settings::timeout);
    fields.read("pool", Values::text, settings::pool);
    fields.read("priority", Values.integer(IntRange.PRIORITY), settings::priority);
    fields.read("slots", Values.integer(IntRange.SLOTS), settings::slots);
    fields.read("environment", SettingsDecoder::environment, settings::environment);
    fields.read("env", Values::textMap, settings::env);
    fields.read("mounts", Values::texts, settings::mounts);
  }

  /** A text that must be one of a few words. */
  static <T> Values.Reader<T> word(Function<String, Optional<T>> meaning, List<String> words) {
    return (node, at, findings) -> {
      String text = Values.text(node, at, findings);
      T value = text == null ? null : meaning.apply(text).orElse(null);
      if (text != null && value == null) {
        findings.errorNear(
            ProblemCode.FIELD_VALUE,
            at,
            "%s must be one of %s, not '%s'"
                .formatted(Values.name(at), String.join(", ", words), text),
            text,
            words);
      }
      return value;
    };
  }

  private static @Nullable TriggerRule triggerRule(SourceNode node, Pointer at, Findings findings) {
    List<String> words = Arrays.stream(TriggerRule.values()).map(TriggerRule::wireName).toList();
    return word(TriggerRule::fromWireName, words).read(node, at, findings);
  }

  private static @Nullable RetryPolicy retries(SourceNode node, Pointer at, Findings findings) {
    if (!(node instanceof MapNode map)) {
      Integer user = Values.integer(IntRange.RETRIES).read(node, at, findings);
      return user == null ? null : RetryPolicy.upTo(user);
    }
    Fields fields = new Fields(map, at, findings);
    Integer user = fields.required("user", Values.integer(IntRange.RETRIES), "'retries'");
    RetryPolicy policy =
        new RetryPolicy(
            Objects.requireNonNullElse(user, 0),
            or(fields.value("delay", Values::duration), RetryPolicy.DEFAULT_DELAY),
            or(fields.value("backoff", Values::number), RetryPolicy.DEFAULT_BACKOFF),
            or(fields.value("maxDelay", Values::duration), RetryPolicy.DEFAULT_MAX_DELAY),
            or(fields.value("jitter", Values::flag), true));
    fields.end("'retries'");
    return policy;
  }

  private static @Nullable Environment environment(SourceNode node, Pointer at, Findings findings) {
    if (node instanceof ScalarNode scalar && scalar.text().equals("none")) {
      return Environment.none();
    }
    if (!(node instanceof MapNode map)) {
      Values.wrongType(
          node,
          at,
          findings,
          "a mapping or 'none'",
          "write { requirements: requirements.txt }, or none for the worker's own interpreter");
      return null;
    }
    Fields fields = new Fields(map, at, findings);
    fields.refuse(ENVIRONMENTS_TO_COME);
    boolean isToCome = ENVIRONMENTS_TO_COME.stream().anyMatch(fields::has);
    String file =
        isToCome
            ? fields.value("requirements", Values::text)
            : fields.required("requirements", Values::text, "'environment'");
    fields.end("'environment'");
    return file == null ? null : Environment.requirements(file);
  }

  private static @Nullable Artifacts artifacts(SourceNode node, Pointer at, Findings findings) {
    if (node instanceof ScalarNode scalar) {
      if (scalar.text().equals("changed")) {
        return Artifacts.Choice.CHANGED;
      }
      Values.wrongType(
          node,
          at,
          findings,
          "a list of globs or the word changed",
          "write a list: [ data/*.csv ]");
      return null;
    }
    List<String> globs = Values.texts(node, at, findings);
    return globs == null ? null : Artifacts.globs(globs);
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
