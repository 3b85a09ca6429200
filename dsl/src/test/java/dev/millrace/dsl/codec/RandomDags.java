package dev.millrace.dsl.codec;

import dev.millrace.dsl.Artifacts;
import dev.millrace.dsl.BranchChoice;
import dev.millrace.dsl.BranchStep;
import dev.millrace.dsl.Catchup;
import dev.millrace.dsl.Dag;
import dev.millrace.dsl.Defaults;
import dev.millrace.dsl.Environment;
import dev.millrace.dsl.NoopStep;
import dev.millrace.dsl.NotebookStep;
import dev.millrace.dsl.NotebookTask;
import dev.millrace.dsl.Overlap;
import dev.millrace.dsl.Parameter;
import dev.millrace.dsl.RetryPolicy;
import dev.millrace.dsl.Schedule;
import dev.millrace.dsl.ScriptStep;
import dev.millrace.dsl.ShellStep;
import dev.millrace.dsl.ShortCircuit;
import dev.millrace.dsl.Step;
import dev.millrace.dsl.StepSettings;
import dev.millrace.dsl.TickInterval;
import dev.millrace.dsl.Trigger;
import dev.millrace.dsl.TriggerRule;
import dev.millrace.dsl.WorkingDirectory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Valid Dags that use every field of the format, with values that are hard to write. */
public final class RandomDags {
  private final Random random;
  private final RandomValues values;

  private RandomDags(Random random) {
    this.random = random;
    this.values = new RandomValues(random);
  }

  /** The Dag that this state of the generator gives. */
  public static Dag next(Random random) {
    return new RandomDags(random).dag();
  }

  private Dag dag() {
    SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      Parameter parameter = parameter((random.nextInt(10) == 0 ? "größe" : "p") + i);
      parameters.put(parameter.name(), parameter);
    }
    SequencedMap<String, Step> steps = new LinkedHashMap<>();
    int count = 1 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      Step step = step("s" + i, earlier(i), i);
      steps.put(step.id(), step);
    }
    return new Dag(
        "dag-" + random.nextInt(100),
        maybe(values::text),
        maybe(values::text),
        values.texts(),
        triggers(parameters),
        maybe(() -> 1 + random.nextInt(100)),
        maybe(() -> 1 + random.nextInt(100)),
        maybe(values::duration),
        parameters,
        random.nextBoolean() ? Defaults.NONE : defaults(),
        steps,
        outputs(count));
  }

  private SequencedMap<String, JsonNode> outputs(int steps) {
    SequencedMap<String, JsonNode> outputs = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String step = "s" + random.nextInt(steps);
      outputs.put(
          "o" + i,
          random.nextBoolean()
              ? JsonNodeFactory.instance.stringNode("${{ steps.%s.state }}".formatted(step))
              : values.value(2));
    }
    return outputs;
  }

  private List<Trigger> triggers(SequencedMap<String, Parameter> parameters) {
    List<Trigger> triggers = new ArrayList<>();
    sometimes(() -> triggers.add(trigger(Trigger.SCHEDULE)));
    for (int i = random.nextInt(3); i > 0; i--) {
      triggers.add(trigger("t-" + i));
    }
    triggers.replaceAll(trigger -> withRequired(trigger, parameters));
    return triggers;
  }

  /** Only numbers are declared without a default. */
  private static Trigger withRequired(Trigger trigger, SequencedMap<String, Parameter> parameters) {
    Trigger given = trigger;
    for (Parameter parameter : parameters.values()) {
      given = parameter.required() ? given.parameter(parameter.name(), 0.5) : given;
    }
    return given;
  }

  private Trigger trigger(String name) {
    Schedule schedule =
        random.nextBoolean()
            ? Schedule.cron(any(List.of("0 6 * * *", "@daily", "*/5 0-4,9 * JAN mon-fri")))
            : Schedule.every(Duration.ofSeconds(60 + random.nextInt(100_000)));
    schedule =
        schedule
            .zone(any(List.of("UTC", "Asia/Seoul", "America/Argentina/Buenos_Aires")))
            .interval(any(List.of(TickInterval.values())))
            .catchup(any(List.of(Catchup.values())))
            .maxCatchup(random.nextBoolean() ? 1_000 : 1 + random.nextInt(10_000))
            .overlap(any(List.of(Overlap.values())));
    Instant start = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(10_000_000));
    return Trigger.of(
        name,
        schedule
            .start(random.nextBoolean() ? start : null)
            .end(random.nextBoolean() ? start.plusSeconds(random.nextInt(1_000_000)) : null));
  }

  private List<String> earlier(int step) {
    return IntStream.range(0, step)
        .filter(i -> random.nextInt(3) == 0)
        .mapToObj(i -> "s" + i)
        .toList();
  }

  private Parameter parameter(String name) {
    Parameter parameter =
        switch (random.nextInt(5)) {
          case 0 -> Parameter.string(name).oneOf("a", "on", "012").defaultValue("012");
          case 1 -> Parameter.integer(name).defaultValue(16).between(-2, Long.MAX_VALUE);
          case 2 -> Parameter.number(name).between(new BigDecimal("0.10"), new BigDecimal("1E+3"));
          case 3 -> Parameter.bool(name).defaultValue(random.nextBoolean());
          default -> Parameter.string(name).defaultValue(values.text());
        };
    return random.nextBoolean()
        ? parameter
        : parameter.title(values.text()).description(values.text());
  }

  private Step step(String id, List<String> dependsOn, int index) {
    StepSettings settings = settings(dependsOn);
    return switch (random.nextInt(6)) {
      case 0 -> new NotebookStep(id, settings, task());
      case 1 -> new ScriptStep(id, settings, "jobs/run.py", values.byName());
      case 2 -> new ShellStep(id, settings, "echo " + values.text(), values.byName());
      case 3 -> new BranchStep(id, settings, new BranchChoice.ByNotebook(task()), shortCircuit());
      case 4 ->
          new BranchStep(
              id,
              settings,
              new BranchChoice.Conditions(
                  List.of(
                      new BranchChoice.Case("parameters.x > " + index, null),
                      new BranchChoice.Case("true", List.of())),
                  random.nextBoolean() ? null : List.of()),
              shortCircuit());
      default -> new NoopStep(id, settings);
    };
  }

  private ShortCircuit shortCircuit() {
    return any(List.of(ShortCircuit.values()));
  }

  private NotebookTask task() {
    SequencedMap<String, String> raw = new LinkedHashMap<>();
    if (random.nextBoolean()) {
      raw.put("raw", values.text());
    }
    return new NotebookTask(
        "notebooks/Größe " + random.nextInt(3) + ".ipynb",
        values.byName(),
        raw,
        maybe(() -> "python3"),
        switch (random.nextInt(3)) {
          case 0 -> WorkingDirectory.Named.NOTEBOOK;
          case 1 -> WorkingDirectory.Named.PROJECT;
          default -> new WorkingDirectory.Folder("data/in");
        },
        maybe(values::duration),
        random.nextBoolean(),
        random.nextBoolean());
  }

  private StepSettings settings(List<String> dependsOn) {
    StepSettings.Builder settings = StepSettings.builder().dependsOn(dependsOn);
    settings.triggerRule(any(List.of(TriggerRule.values())));
    sometimes(() -> settings.when("parameters.x == '" + random.nextInt() + "'"));
    sometimes(() -> settings.retries(retries()));
    sometimes(() -> settings.timeout(values.duration()));
    sometimes(() -> settings.pool("gpu"));
    sometimes(() -> settings.priority(random.nextInt(2_001) - 1_000));
    sometimes(() -> settings.slots(1 + random.nextInt(1_000)));
    sometimes(() -> settings.environment(environment()));
    sometimes(() -> settings.env(env()));
    sometimes(() -> settings.secrets(Map.of("DB_PASSWORD", "warehouse.password-2")));
    sometimes(() -> settings.artifacts(Artifacts.Choice.CHANGED));
    sometimes(() -> settings.artifacts(Artifacts.globs(List.of("data/*.csv", "*"))));
    sometimes(() -> settings.inputs(random.nextBoolean() ? List.of() : List.of("s0/data/*")));
    sometimes(() -> settings.mounts(random.nextBoolean() ? List.of() : List.of("warehouse")));
    sometimes(() -> settings.title(values.text()));
    sometimes(() -> settings.description(values.text()));
    sometimes(() -> settings.group(values.text()));
    return settings.build();
  }

  private Defaults defaults() {
    Defaults.Builder defaults = Defaults.builder();
    sometimes(() -> defaults.retries(retries()));
    sometimes(() -> defaults.timeout(values.duration()));
    sometimes(() -> defaults.pool("gpu"));
    sometimes(() -> defaults.priority(3));
    sometimes(() -> defaults.slots(4));
    sometimes(() -> defaults.environment(environment()));
    sometimes(() -> defaults.env(env()));
    sometimes(() -> defaults.mounts(List.of("warehouse")));
    sometimes(() -> defaults.kernel("ir"));
    sometimes(() -> defaults.cellTimeout(values.duration()));
    return defaults.build();
  }

  private Environment environment() {
    return random.nextInt(4) == 0
        ? Environment.none()
        : Environment.requirements("requirements.txt");
  }

  private RetryPolicy retries() {
    RetryPolicy policy = RetryPolicy.upTo(random.nextInt(101));
    return random.nextBoolean()
        ? policy
        : policy
            .delay(values.duration())
            .backoff(1 + random.nextDouble())
            .maxDelay(values.duration())
            .jitter(random.nextBoolean());
  }

  private SequencedMap<String, String> env() {
    SequencedMap<String, String> env = new LinkedHashMap<>();
    env.put("TEXT", values.text());
    env.put("_template", "${{ parameters.x }}");
    return env;
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextBoolean() ? null : value.get();
  }

  private void sometimes(Runnable change) {
    if (random.nextInt(3) == 0) {
      change.run();
    }
  }
}
