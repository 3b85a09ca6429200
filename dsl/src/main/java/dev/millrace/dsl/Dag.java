package dev.millrace.dsl;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A directed acyclic graph of steps with its parameters and settings: what a file in {@code dags/}
 * says.
 *
 * <p>A value, not yet a valid one: {@code DagValidator} judges it. Two Dags are equal when they say
 * the same, in whatever order their steps and parameters were written. The defaults stand apart
 * from the steps, as in the file; {@link #effective(String)} puts them together.
 *
 * @param name unique in its project; {@code [A-Za-z][A-Za-z0-9_-]{0,62}}
 * @param title a short label for people
 * @param description a longer text for people
 * @param tags for finding
 * @param triggers what starts it by itself, in the order of the definition; that of the field
 *     {@code schedule} comes first
 * @param maxActiveRuns how many runs may be active at once, further ones are queued. Null: no limit
 * @param maxActiveSteps how many steps of one run may be admitted at once. Null: no limit
 * @param timeout how long a run may take; then its unfinished steps are cancelled. Null: no limit
 * @param parameters by name, in the order of the definition
 * @param defaults for every step that does not say otherwise
 * @param steps by id, in the order of the definition
 * @param outputs the run's own result: JSON values by name, in the order of the definition; texts
 *     in them may hold templates, which may read every step and are evaluated when the run ends
 */
public record Dag(
    String name,
    @Nullable String title,
    @Nullable String description,
    List<String> tags,
    List<Trigger> triggers,
    @Nullable Integer maxActiveRuns,
    @Nullable Integer maxActiveSteps,
    @Nullable Duration timeout,
    SequencedMap<String, Parameter> parameters,
    Defaults defaults,
    SequencedMap<String, Step> steps,
    SequencedMap<String, JsonNode> outputs) {

  /**
   * Copies what could change.
   *
   * @throws IllegalArgumentException when a key is not the name of its parameter or the id of its
   *     step
   */
  public Dag {
    tags = List.copyOf(tags);
    triggers =
        triggers.stream()
            .sorted(Comparator.comparing(trigger -> !trigger.name().equals(Trigger.SCHEDULE)))
            .toList();
    parameters = JsonValues.ordered(parameters);
    steps = JsonValues.ordered(steps);
    outputs = JsonValues.normal(outputs);
    parameters.forEach((key, parameter) -> requireSame("parameter", key, parameter.name()));
    steps.forEach((key, step) -> requireSame("step", key, step.id()));
  }

  /** A Dag that nothing starts by itself and whose runs have no result of their own. */
  public Dag(
      String name,
      @Nullable String title,
      @Nullable String description,
      List<String> tags,
      @Nullable Integer maxActiveRuns,
      @Nullable Integer maxActiveSteps,
      @Nullable Duration timeout,
      SequencedMap<String, Parameter> parameters,
      Defaults defaults,
      SequencedMap<String, Step> steps) {
    this(
        name,
        title,
        description,
        tags,
        List.of(),
        maxActiveRuns,
        maxActiveSteps,
        timeout,
        parameters,
        defaults,
        steps,
        new LinkedHashMap<>());
  }

  /** A new builder of a Dag of that name. */
  public static DagBuilder named(String name) {
    return new DagBuilder(name);
  }

  /**
   * The step of that id.
   *
   * @throws NoSuchElementException when there is none
   */
  public Step step(String id) {
    Step step = steps.get(id);
    if (step == null) {
      throw new NoSuchElementException("Dag '%s' has no step '%s'".formatted(name, id));
    }
    return step;
  }

  /**
   * The step of that id with every default resolved.
   *
   * @throws NoSuchElementException when there is none
   */
  public EffectiveStep effective(String id) {
    return EffectiveStep.of(step(id), defaults);
  }

  /** The graph of the steps; built anew in each call, in time linear in steps and dependencies. */
  public DagGraph graph() {
    return DagGraph.of(steps.values());
  }

  private static void requireSame(String kind, String key, String name) {
    if (!key.equals(name)) {
      throw new IllegalArgumentException("%s '%s' is filed under '%s'".formatted(kind, name, key));
    }
  }
}
