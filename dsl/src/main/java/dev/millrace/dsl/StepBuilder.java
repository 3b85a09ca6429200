package dev.millrace.dsl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Collects what every type of step can say. Single use, not for several threads; {@link
 * StepSettings} documents the fields.
 *
 * @param <B> the builder itself, so that calls can be chained
 */
public abstract sealed class StepBuilder<B extends StepBuilder<B>>
    permits ParameterizedStepBuilder, BranchStepBuilder, NoopStepBuilder {
  private final String id;
  private final StepSettings.Builder settings = StepSettings.builder();
  private final List<String> dependsOn = new ArrayList<>();
  private final SequencedMap<String, String> env = new LinkedHashMap<>();
  private final SequencedMap<String, String> secrets = new LinkedHashMap<>();

  StepBuilder(String id) {
    this.id = id;
  }

  abstract B self();

  abstract Step build();

  final String id() {
    return id;
  }

  final StepSettings settings() {
    return settings.dependsOn(dependsOn).env(env).secrets(secrets).build();
  }

  /** Adds direct upstream steps. */
  public final B dependsOn(String... steps) {
    dependsOn.addAll(List.of(steps));
    return self();
  }

  /**
   * When the step may start, judged by its direct upstream steps; without it they all must have
   * succeeded.
   */
  public final B triggerRule(TriggerRule rule) {
    settings.triggerRule(rule);
    return self();
  }

  /** A CEL condition, judged once the rule is met: false skips the step. */
  public final B when(String condition) {
    settings.when(condition);
    return self();
  }

  /** How often and how soon a failed step is tried again. */
  public final B retries(RetryPolicy policy) {
    settings.retries(policy);
    return self();
  }

  /** As {@link #retries(RetryPolicy)} with the default waits; 0 to 100. */
  public final B retries(int user) {
    return retries(RetryPolicy.upTo(user));
  }

  /** How long an attempt may take from the kernel's readiness on, up to 365 days. */
  public final B timeout(Duration limit) {
    settings.timeout(limit);
    return self();
  }

  /**
   * As {@link #timeout(Duration)} with a text such as {@code 20m}.
   *
   * @throws IllegalArgumentException when the text is no duration
   */
  public final B timeout(String limit) {
    return timeout(Durations.require(limit));
  }

  /** The queue whose workers run the step. */
  public final B pool(String name) {
    settings.pool(name);
    return self();
  }

  /** -1000 to 1000; within a pool a higher one goes first. */
  public final B priority(int value) {
    settings.priority(value);
    return self();
  }

  /** 1 to 1000: how much of the pool's capacity the step takes. */
  public final B slots(int count) {
    settings.slots(count);
    return self();
  }

  /** The interpreter and packages of the step. */
  public final B environment(Environment value) {
    settings.environment(value);
    return self();
  }

  /** Sets an environment variable; the value may hold templates. */
  public final B env(String name, String value) {
    env.put(name, value);
    return self();
  }

  /**
   * Sets an environment variable to the value of a secret of the project. What the step prints is
   * masked; the value is never part of the definition.
   */
  public final B secret(String variable, String name) {
    secrets.put(variable, name);
    return self();
  }

  /** Publishes the files that match any of the globs, from the project's root. */
  public final B artifacts(String... globs) {
    settings.artifacts(Artifacts.globs(List.of(globs)));
    return self();
  }

  /** Publishes every file that the step creates or alters. */
  public final B artifactsChanged() {
    settings.artifacts(Artifacts.Choice.CHANGED);
    return self();
  }

  /**
   * Narrows the upstream files that are placed for the step: globs {@code STEP/GLOB}; none at all
   * without any.
   */
  public final B inputs(String... globs) {
    settings.inputs(List.of(globs));
    return self();
  }

  /** Folders of the worker, by name; called without any, the Dag's default does not hold. */
  public final B mounts(String... names) {
    settings.mounts(List.of(names));
    return self();
  }

  /** A short label for people. */
  public final B title(String text) {
    settings.title(text);
    return self();
  }

  /** A longer text for people. */
  public final B description(String text) {
    settings.description(text);
    return self();
  }

  /** The name of the group in which people see the step. */
  public final B group(String name) {
    settings.group(name);
    return self();
  }
}
