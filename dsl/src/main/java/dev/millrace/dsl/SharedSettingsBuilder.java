package dev.millrace.dsl;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a step can say and a Dag's {@link Defaults} can say for it. Single use, not for
 * several threads; {@link StepSettings} documents the fields.
 *
 * @param <B> the builder itself
 */
public abstract sealed class SharedSettingsBuilder<B extends SharedSettingsBuilder<B>>
    permits Defaults.Builder, StepSettings.Builder {
  @Nullable RetryPolicy retries;
  @Nullable Duration timeout;
  @Nullable String pool;
  @Nullable Integer priority;
  @Nullable Integer slots;
  @Nullable Environment environment;
  Map<String, String> env = Map.of();
  @Nullable List<String> mounts;

  SharedSettingsBuilder() {}

  abstract B self();

  public B retries(RetryPolicy policy) {
    this.retries = policy;
    return self();
  }

  public B retries(int user) {
    return retries(RetryPolicy.upTo(user));
  }

  public B timeout(Duration limit) {
    this.timeout = limit;
    return self();
  }

  /**
   * As {@link #timeout(Duration)} with a text such as {@code 20m}.
   *
   * @throws IllegalArgumentException when the text is no duration
   */
  public B timeout(String limit) {
    return timeout(Durations.require(limit));
  }

  public B pool(String name) {
    this.pool = name;
    return self();
  }

  public B priority(int value) {
    this.priority = value;
    return self();
  }

  public B slots(int count) {
    this.slots = count;
    return self();
  }

  public B environment(Environment value) {
    this.environment = value;
    return self();
  }

  public B env(Map<String, String> variables) {
    this.env = variables;
    return self();
  }

  public B mounts(List<String> names) {
    this.mounts = names;
    return self();
  }
}
