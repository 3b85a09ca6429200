package dev.millrace.dsl;

import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings for every step of a Dag that does not say otherwise. A step's own value replaces the
 * whole of the value here, except {@code env}, where the step's variables are added and win.
 *
 * @param retries null: no retry
 * @param timeout null: 24 hours
 * @param pool null: the pool named {@code default}
 * @param priority null: 0
 * @param slots null: 1
 * @param environment null: the project's requirements file where there is one, see {@link
 *     ProjectRequirements}, else the worker's own interpreter
 * @param env environment variables; values may hold templates
 * @param mounts folders of the worker, by name; null: none
 * @param kernel null: the kernel that the notebook names itself
 * @param cellTimeout null: a cell may use all of the step's time
 */
public record Defaults(
    @Nullable RetryPolicy retries,
    @Nullable Duration timeout,
    @Nullable String pool,
    @Nullable Integer priority,
    @Nullable Integer slots,
    @Nullable Environment environment,
    SequencedMap<String, String> env,
    @Nullable List<String> mounts,
    @Nullable String kernel,
    @Nullable Duration cellTimeout) {

  /** Nothing is said. */
  public static final Defaults NONE = builder().build();

  /** Copies what could change. */
  public Defaults {
    env = JsonValues.ordered(env);
    mounts = mounts == null ? null : List.copyOf(mounts);
  }

  /** A new builder that says nothing yet. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Collects {@link Defaults}. Single use, not for several threads; {@link Defaults} documents the
   * fields.
   */
  public static final class Builder extends SharedSettingsBuilder<Builder> {
    private @Nullable String kernel;
    private @Nullable Duration cellTimeout;

    private Builder() {}

    @Override
    Builder self() {
      return this;
    }

    public Builder kernel(String name) {
      this.kernel = name;
      return this;
    }

    public Builder cellTimeout(Duration limit) {
      this.cellTimeout = limit;
      return this;
    }

    public Defaults build() {
      return new Defaults(
          retries,
          timeout,
          pool,
          priority,
          slots,
          environment,
          JsonValues.ordered(env),
          mounts,
          kernel,
          cellTimeout);
    }
  }
}
