package dev.millrace.dsl.codec;

import dev.millrace.dsl.BranchChoice;
import dev.millrace.dsl.BranchStep;
import dev.millrace.dsl.NoopStep;
import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.NotebookTask;
import dev.millrace.dsl.ScriptStep;
import dev.millrace.dsl.ShellStep;
import dev.millrace.dsl.ShortCircuit;
import dev.millrace.dsl.Step;
import dev.millrace.dsl.StepSettings;
import dev.millrace.dsl.StepType;
import dev.millrace.dsl.WorkingDirectory;
import dev.millrace.dsl.codec.SourceNode.MapNode;
import dev.millrace.dsl.codec.SourceNode.ScalarNode;
import dev.millrace.dsl.validation.Findings;
import dev.millrace.dsl.validation.Pointer;
import dev.millrace.dsl.validation.ProblemCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Decodes steps. A step whose type cannot be told becomes a noop step, so that those which depend
 * on it are not reported for that.
 */
final class StepDecoder {
  private static final List<String> TYPES =
      Arrays.stream(StepType.values()).map(StepType::wireName).toList();
  private static final List<String> TYPES_TO_COME = List.of("http", "wait", "approval", "dag");
  private static final String OUTPUT = "output";
  private static final List<String> FIELDS_TO_COME =
      List.of(
          "forEach",
          "cache",
          "notify",
          OUTPUT,
          "dependsOnPast",
          "waitForDownstream",
          "teardownOf",
          "resources");
  private static final List<String> FIELDS_OF_SOME_TYPE =
      List.of(
          "parameters",
          "parametersRaw",
          "kernel",
          "cwd",
          "cellTimeout",
          "allowErrors",
          "reportMode",
          "shortCircuit");

  private StepDecoder() {}

  static SequencedMap<String, Step> steps(SourceNode node, Pointer at, Findings findings) {
    SequencedMap<String, Step> steps = new LinkedHashMap<>();
    if (!(node instanceof MapNode map)) {
      boolean isNothing = node instanceof ScalarNode scalar && scalar.value().isNull();
      if (!isNothing) {
        Values.wrongType(
            node, at, findings, "a mapping of step ids to steps", "write 'id:' before each step");
      }
      return steps;
    }
    map.fields()
        .forEach((id, field) -> steps.put(id, step(id, field.value(), at.child(id), findings)));
    return steps;
  }

  private static Step step(String id, SourceNode node, Pointer at, Findings findings) {
    if (!(node instanceof MapNode map)) {
      findings.error(
          ProblemCode.STEP_TYPE,
          at,
          "step '%s' must be a mapping, not %s".formatted(id, node.described()),
          "write what it does below it, such as 'notebook: notebooks/%s.ipynb'".formatted(id));
      return new NoopStep(id, StepSettings.NONE);
    }
    Fields fields = new Fields(map, at, findings);
    StepSettings settings = SettingsDecoder.step(fields);
    fields.refuse(FIELDS_TO_COME);
    List<String> types = TYPES.stream().filter(fields::has).toList();
    boolean isToCome = TYPES_TO_COME.stream().anyMatch(fields::has);
    fields.refuse(TYPES_TO_COME);
    if (types.size() == 1 && !isToCome) {
      Step step =
          ofType(StepType.valueOf(types.getFirst().toUpperCase(Locale.ROOT)), id, settings, fields);
      fields.end("a %s step".formatted(types.getFirst()));
      return step;
    }
    if (!isToCome) {
      reportType(id, types, at, findings);
    }
    fields.know(TYPES);
    fields.know(FIELDS_OF_SOME_TYPE);
    fields.end("a step");
    return new NoopStep(id, settings);
  }

  private static void reportType(String id, List<String> types, Pointer at, Findings findings) {
    findings.error(
        ProblemCode.STEP_TYPE,
        at,
        types.isEmpty()
            ? "step '%s' does not say what it does".formatted(id)
            : "step '%s' says more than one thing to do: %s"
                .formatted(id, String.join(", ", types)),
        "give it exactly one of %s".formatted(String.join(", ", TYPES)));
  }

  private static Step ofType(StepType type, String id, StepSettings settings, Fields fields) {
    Step step =
        switch (type) {
          case NOTEBOOK -> {
            NotebookTask task = task(fields);
            yield task == null ? null : new NotebookStep(id, settings, task);
          }
          case SCRIPT -> {
            String script = fields.value("script", Values::text);
            SequencedMap<String, JsonNode> parameters = parameters(fields);
            yield script == null ? null : new ScriptStep(id, settings, script, parameters);
          }
          case SHELL -> {
            String line = fields.value("shell", Values::text);
            SequencedMap<String, JsonNode> parameters = parameters(fields);
            yield line == null ? null : new ShellStep(id, settings, line, parameters);
          }
          case BRANCH -> branch(id, settings, fields);
          case NOOP -> {
            fields.read("noop", StepDecoder::nothing, any -> {});
            yield null;
          }
        };
    return step == null ? new NoopStep(id, settings) : step;
  }

  private static @Nullable NotebookTask task(Fields fields) {
    String notebook = fields.value("notebook", Values::text);
    SequencedMap<String, JsonNode> parameters = parameters(fields);
    SequencedMap<String, String> raw =
        Objects.requireNonNullElseGet(
            fields.value("parametersRaw", Values::textMap), LinkedHashMap::new);
    String kernel = fields.value("kernel", Values::text);
    WorkingDirectory cwd =
        Objects.requireNonNullElse(
            fields.value("cwd", StepDecoder::cwd), WorkingDirectory.Named.NOTEBOOK);
    Duration cellTimeout = fields.value("cellTimeout", Values::duration);
    boolean allowErrors = Boolean.TRUE.equals(fields.value("allowErrors", Values::flag));
    boolean reportMode = Boolean.TRUE.equals(fields.value("reportMode", Values::flag));
    return notebook == null
        ? null
        : new NotebookTask(
            notebook, parameters, raw, kernel, cwd, cellTimeout, allowErrors, reportMode);
  }

  private static @Nullable Step branch(String id, StepSettings settings, Fields fields) {
    BranchChoice choice = fields.value("branch", StepDecoder::choice);
    ShortCircuit shortCircuit =
        fields.value(
            "shortCircuit",
            SettingsDecoder.word(
                word ->
                    Arrays.stream(ShortCircuit.values())
                        .filter(s -> s.wireName().equals(word))
                        .findFirst(),
                Arrays.stream(ShortCircuit.values()).map(ShortCircuit::wireName).toList()));
    return choice == null
        ? null
        : new BranchStep(
            id, settings, choice, Objects.requireNonNullElse(shortCircuit, ShortCircuit.DIRECT));
  }

  private static @Nullable BranchChoice choice(SourceNode node, Pointer at, Findings findings) {
    if (node instanceof MapNode map) {
      Fields fields = new Fields(map, at, findings);
      fields.refuse(List.of(OUTPUT));
      if (!fields.has("notebook")) {
        fields.required("notebook", Values::text, "a branch that is no list of cases");
      }
      NotebookTask task = task(fields);
      fields.end("a branch's notebook");
      return task == null ? null : new BranchChoice.ByNotebook(task);
    }
    return BranchCasesDecoder.decode(node, at, findings);
  }

  private static @Nullable Boolean nothing(SourceNode node, Pointer at, Findings findings) {
    boolean isNothing =
        node instanceof MapNode map
            ? map.fields().isEmpty()
            : node instanceof ScalarNode scalar
                && (scalar.value().isNull() || scalar.text().equals("true"));
    if (!isNothing) {
      Values.wrongType(node, at, findings, "empty", "write 'noop: {}'");
    }
    return isNothing ? true : null;
  }

  private static @Nullable WorkingDirectory cwd(SourceNode node, Pointer at, Findings findings) {
    String text = Values.text(node, at, findings);
    return text == null ? null : named(text).orElseGet(() -> new WorkingDirectory.Folder(text));
  }

  private static Optional<WorkingDirectory> named(String text) {
    return switch (text) {
      case "notebook" -> Optional.of(WorkingDirectory.Named.NOTEBOOK);
      case "project" -> Optional.of(WorkingDirectory.Named.PROJECT);
      default -> Optional.empty();
    };
  }

  private static SequencedMap<String, JsonNode> parameters(Fields fields) {
    return Objects.requireNonNullElseGet(
        fields.value("parameters", Values::jsonMap), LinkedHashMap::new);
  }
}
