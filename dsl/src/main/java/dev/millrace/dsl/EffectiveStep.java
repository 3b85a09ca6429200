package dev.millrace.dsl;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A step with every default resolved: what holds when it runs. The step's own words come first,
 * then the Dag's {@link Defaults}, then the constants here.
 *
 * @param step the step itself, for all that has no default
 * @param environment null: the project's requirements file where there is one, see {@link
 *     ProjectRequirements}, else the worker's own interpreter
 * @param env the Dag's variables and the step's, which win; values may hold templates
 * @param kernel null: the one that the notebook names; always null for a step without a notebook
 * @param cellTimeout null: a cell may use all of the step's time; always null for a step without a
 *     notebook
 */
public record EffectiveStep(
    Step step,
    RetryPolicy retries,
    Duration timeout,
    String pool,
    int priority,
    int slots,
    @Nullable Environment environment,
    SequencedMap<String, String> env,
    List<String> mounts,
    @Nullable String kernel,
    @Nullable Duration cellTimeout) {
  /** The time limit where neither step nor Dag gives one. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(24);

  /** The pool where neither step nor Dag gives one. */
  public static final String DEFAULT_POOL = "default";

  /** Copies what could change. */
  public EffectiveStep {
    env = JsonValues.ordered(env);
    mounts = List.copyOf(mounts);
  }

  static EffectiveStep of(Step step, Defaults defaults) {
    StepSettings own = step.settings();
    NotebookTask task = notebookOf(step);
    SequencedMap<String, String> env = new LinkedHashMap<>(defaults.env());
    env.putAll(own.env());
    return new EffectiveStep(
        step,
        first(own.retries(), defaults.retries(), RetryPolicy.NONE),
        first(own.timeout(), defaults.timeout(), DEFAULT_TIMEOUT),
        first(own.pool(), defaults.pool(), DEFAULT_POOL),
        first(own.priority(), defaults.priority(), 0),
        first(own.slots(), defaults.slots(), 1),
        firstOrNull(own.environment(), defaults.environment()),
        env,
        first(own.mounts(), defaults.mounts(), List.of()),
        task == null ? null : firstOrNull(task.kernel(), defaults.kernel()),
        task == null ? null : firstOrNull(task.cellTimeout(), defaults.cellTimeout()));
  }

  /** The same step in that environment. */
  public EffectiveStep in(Environment other) {
    return new EffectiveStep(
        step, retries, timeout, pool, priority, slots, other, env, mounts, kernel, cellTimeout);
  }

  /** The step's id. */
  public String id() {
    return step.id();
  }

  /** The notebook that the step runs, itself or to decide a branch; null when it runs none. */
  public @Nullable NotebookTask notebook() {
    return notebookOf(step);
  }

  private static @Nullable NotebookTask notebookOf(Step step) {
    return switch (step) {
      case NotebookStep notebook -> notebook.task();
      case BranchStep branch ->
          branch.choice() instanceof BranchChoice.ByNotebook decider ? decider.task() : null;
      case ScriptStep script -> null;
      case ShellStep shell -> null;
      case NoopStep noop -> null;
    };
  }

  private static <T> @Nullable T firstOrNull(@Nullable T own, @Nullable T ofDag) {
    return own != null ? own : ofDag;
  }

  private static <T> T first(@Nullable T own, @Nullable T ofDag, T constant) {
    return own != null ? own : Objects.requireNonNullElse(ofDag, constant);
  }
}
