package dev.millrace.dsl;

import dev.millrace.dsl.validation.DagValidator;
import dev.millrace.dsl.validation.Findings;
import dev.millrace.dsl.validation.InvalidDagException;
import dev.millrace.dsl.validation.Pointer;
import dev.millrace.dsl.validation.ProblemCode;
import dev.millrace.dsl.validation.SourceMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Collects a Dag in Java. Single use, not for several threads; {@link Dag} documents the fields.
 */
public final class DagBuilder {
  private final String name;
  private final Findings findings = new Findings(SourceMap.NONE);
  private @Nullable String title;
  private @Nullable String description;
  private final List<String> tags = new ArrayList<>();
  private final List<Trigger> triggers = new ArrayList<>();
  private @Nullable Integer maxActiveRuns;
  private @Nullable Integer maxActiveSteps;
  private @Nullable Duration timeout;
  private final SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
  private final Defaults.Builder defaults = Defaults.builder();
  private final SequencedMap<String, Step> steps = new LinkedHashMap<>();
  private final SequencedMap<String, JsonNode> outputs = new LinkedHashMap<>();
  private boolean built;

  DagBuilder(String name) {
    this.name = name;
  }

  /** A short label for people. */
  public DagBuilder title(String text) {
    this.title = text;
    return this;
  }

  /** A longer text for people. */
  public DagBuilder description(String text) {
    this.description = text;
    return this;
  }

  /** Adds tags. */
  public DagBuilder tags(String... more) {
    tags.addAll(List.of(more));
    return this;
  }

  /** Lets the Dag start by itself; this is the trigger named {@code schedule}. */
  public DagBuilder schedule(Schedule schedule) {
    return trigger(Trigger.of(Trigger.SCHEDULE, schedule));
  }

  /** Adds something that starts the Dag by itself. */
  public DagBuilder trigger(Trigger trigger) {
    triggers.add(trigger);
    return this;
  }

  /** How many runs may be active at once, 1 to 10,000; further ones are queued. */
  public DagBuilder maxActiveRuns(int runs) {
    this.maxActiveRuns = runs;
    return this;
  }

  /** How many steps of one run may be admitted at once, 1 to 10,000. */
  public DagBuilder maxActiveSteps(int count) {
    this.maxActiveSteps = count;
    return this;
  }

  /** How long a run may take, up to 365 days. */
  public DagBuilder timeout(Duration limit) {
    this.timeout = limit;
    return this;
  }

  /**
   * As {@link #timeout(Duration)} with a text such as {@code 2h}.
   *
   * @throws IllegalArgumentException when the text is no duration
   */
  public DagBuilder timeout(String limit) {
    return timeout(Durations.require(limit));
  }

  /** Declares a parameter. */
  public DagBuilder parameter(Parameter parameter) {
    if (parameters.putIfAbsent(parameter.name(), parameter) != null) {
      findings.error(
          ProblemCode.PARAM_NAME,
          Pointer.ROOT.child("parameters").child(parameter.name()),
          "parameter '%s' is declared twice".formatted(parameter.name()),
          "remove one of the two");
    }
    return this;
  }

  /** Says what holds for every step that does not say otherwise. */
  public DagBuilder defaults(Consumer<Defaults.Builder> settings) {
    settings.accept(defaults);
    return this;
  }

  /** Adds a step. */
  public DagBuilder step(StepBuilder<?> step) {
    return step(step.build());
  }

  /** Adds a step. */
  public DagBuilder step(Step step) {
    if (steps.putIfAbsent(step.id(), step) != null) {
      findings.error(
          ProblemCode.STEP_DUP,
          Pointer.step(step.id()),
          "step '%s' is defined twice".formatted(step.id()),
          "rename one of the two steps");
    }
    return this;
  }

  /**
   * Adds a value to the run's own result; texts in it may hold templates, which may read every step
   * and are evaluated when the run ends. One that cannot be evaluated then is absent.
   *
   * @param output an identifier, at most 63 characters
   */
  public DagBuilder output(String output, JsonNode value) {
    if (outputs.putIfAbsent(output, value) != null) {
      findings.error(
          ProblemCode.OUTPUT_NAME,
          Pointer.ROOT.child("outputs").child(output),
          "output '%s' is defined twice".formatted(output),
          "remove one of the two");
    }
    return this;
  }

  /**
   * As {@link #output(String, JsonNode)} with a text, which may hold templates, or what {@link
   * Steps#expression} makes.
   */
  public DagBuilder output(String output, String value) {
    return output(output, StringNode.valueOf(value));
  }

  /**
   * The Dag.
   *
   * @throws InvalidDagException with every problem, when there is an error
   * @throws IllegalStateException when this builder has built already
   */
  public Dag build() {
    if (built) {
      throw new IllegalStateException(
          "the builder of Dag '%s' was used already; begin a new one".formatted(name));
    }
    built = true;
    Dag dag =
        new Dag(
            name,
            title,
            description,
            tags,
            triggers,
            maxActiveRuns,
            maxActiveSteps,
            timeout,
            parameters,
            defaults.build(),
            steps,
            outputs);
    DagValidator.structural().validate(dag, findings);
    if (findings.hasErrors()) {
      throw new InvalidDagException(findings.problems());
    }
    return dag;
  }
}
