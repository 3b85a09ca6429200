package dev.millrace.dsl;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What every type of step can say. Null means that the step leaves it to the Dag's {@link
 * Defaults}; {@link Dag#effective(String)} gives the values that hold.
 *
 * @param dependsOn ids of the direct upstream steps
 * @param triggerRule when the step may start, judged by its direct upstream steps
 * @param when a CEL condition, judged once the rule is met: false skips the step. Null: no
 *     condition
 * @param retries null: the Dag's default
 * @param timeout from the kernel's readiness on. Null: the Dag's default
 * @param pool the queue whose workers run the step. Null: the Dag's default
 * @param priority -1000 to 1000; within a pool a higher one goes first. Null: the Dag's default
 * @param slots 1 to 1000: how much of the pool's capacity the step takes. Null: the Dag's default
 * @param environment null: the Dag's default
 * @param env environment variables; values may hold templates
 * @param secrets environment variables that get the value of a secret: its name in the project by
 *     the variable's
 * @param artifacts the files that the step publishes
 * @param inputs narrows the upstream files that are placed for the step: globs {@code STEP/GLOB}.
 *     Null: all of them
 * @param mounts folders of the worker, by name. Null: the Dag's default
 * @param title a short label for people
 * @param description a longer text for people
 * @param group the name of the group in which people see the step
 */
public record StepSettings(
    List<String> dependsOn,
    TriggerRule triggerRule,
    @Nullable String when,
    @Nullable RetryPolicy retries,
    @Nullable Duration timeout,
    @Nullable String pool,
    @Nullable Integer priority,
    @Nullable Integer slots,
    @Nullable Environment environment,
    SequencedMap<String, String> env,
    SequencedMap<String, String> secrets,
    Artifacts artifacts,
    @Nullable List<String> inputs,
    @Nullable List<String> mounts,
    @Nullable String title,
    @Nullable String description,
    @Nullable String group) {

  /** A root step that says nothing. */
  public static final StepSettings NONE = builder().build();

  /** Copies what could change. */
  public StepSettings {
    dependsOn = List.copyOf(dependsOn);
    env = JsonValues.ordered(env);
    secrets = JsonValues.ordered(secrets);
    inputs = inputs == null ? null : List.copyOf(inputs);
    mounts = mounts == null ? null : List.copyOf(mounts);
  }

  /** A new builder that says nothing yet. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Collects {@link StepSettings}. Single use, not for several threads; {@link StepSettings}
   * documents the fields.
   */
  public static final class Builder extends SharedSettingsBuilder<Builder> {
    private List<String> dependsOn = List.of();
    private TriggerRule triggerRule = TriggerRule.ALL_SUCCESS;
    private @Nullable String when;
    private Map<String, String> secrets = Map.of();
    private Artifacts artifacts = Artifacts.Choice.NONE;
    private @Nullable List<String> inputs;
    private @Nullable String title;
    private @Nullable String description;
    private @Nullable String group;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    public Builder dependsOn(List<String> stepIds) {
      this.dependsOn = stepIds;
      return this;
    }

    public Builder triggerRule(TriggerRule rule) {
      this.triggerRule = rule;
      return this;
    }

    public Builder when(String condition) {
      this.when = condition;
      return this;
    }

    public Builder secrets(Map<String, String> namesByVariable) {
      this.secrets = namesByVariable;
      return this;
    }

    public Builder artifacts(Artifacts files) {
      this.artifacts = files;
      return this;
    }

    public Builder inputs(List<String> globs) {
      this.inputs = globs;
      return this;
    }

    public Builder title(String text) {
      this.title = text;
      return this;
    }

    public Builder description(String text) {
      this.description = text;
      return this;
    }

    public Builder group(String name) {
      this.group = name;
      return this;
    }

    public StepSettings build() {
      return new StepSettings(
          dependsOn,
          triggerRule,
          when,
          retries,
          timeout,
          pool,
          priority,
          slots,
          environment,
          JsonValues.ordered(env),
          JsonValues.ordered(secrets),
          artifacts,
          inputs,
          mounts,
          title,
          description,
          group);
    }
  }
}
