package dev.millrace.dsl.codec;

import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Defaults;
import dev.millrace.dsl.Parameter;
import dev.millrace.dsl.Step;
import dev.millrace.dsl.Trigger;
import dev.millrace.dsl.codec.SourceNode.MapNode;
import dev.millrace.dsl.validation.Findings;
import dev.millrace.dsl.validation.IntRange;
import dev.millrace.dsl.validation.Pointer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Decodes a whole definition from its tree. */
final class DagDecoder {
  /**
   * Stands for a name that is not there, which is reported, so that the rest can still be judged.
   */
  static final String NO_NAME = "unnamed";

  private static final List<String> TO_COME = List.of("notify");

  private DagDecoder() {}

  /** The definition, as far as it can be read; null when it is not even a mapping. */
  static @Nullable Dag decode(SourceNode root, Findings findings) {
    if (!(root instanceof MapNode map)) {
      Values.wrongType(
          root, Pointer.ROOT, findings, "a mapping", "begin with 'dag: name' and 'steps:'");
      return null;
    }
    Fields fields = new Fields(map, Pointer.ROOT, findings);
    String name = fields.required("dag", Values::text, "a definition");
    String title = fields.value("title", Values::text);
    String description = fields.value("description", Values::text);
    List<String> tags = fields.value("tags", Values::texts);
    List<Trigger> triggers = TriggerDecoder.triggers(fields);
    Integer activeRuns = fields.value("maxActiveRuns", Values.integer(IntRange.ACTIVE_RUNS));
    Integer activeSteps = fields.value("maxActiveSteps", Values.integer(IntRange.ACTIVE_STEPS));
    Duration timeout = fields.value("timeout", Values::duration);
    SequencedMap<String, Parameter> parameters =
        fields.value("parameters", Values.map(ParameterDecoder::decode));
    Defaults defaults = fields.value("defaults", SettingsDecoder::defaults);
    SequencedMap<String, Step> steps = fields.value("steps", StepDecoder::steps);
    SequencedMap<String, JsonNode> outputs = fields.value("outputs", Values::jsonMap);
    fields.refuse(TO_COME);
    fields.end("a definition");
    return new Dag(
        Objects.requireNonNullElse(name, NO_NAME),
        title,
        description,
        Objects.requireNonNullElse(tags, List.of()),
        triggers,
        activeRuns,
        activeSteps,
        timeout,
        Objects.requireNonNullElseGet(parameters, LinkedHashMap::new),
        Objects.requireNonNullElse(defaults, Defaults.NONE),
        Objects.requireNonNullElseGet(steps, LinkedHashMap::new),
        Objects.requireNonNullElseGet(outputs, LinkedHashMap::new));
  }
}
