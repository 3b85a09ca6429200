package dev.millrace.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Collects a {@link BranchStep}: cases in the order in which they are tried, or a notebook that
 * decides.
 */
public final class BranchStepBuilder extends StepBuilder<BranchStepBuilder> {
  private final List<BranchChoice.Case> cases = new ArrayList<>();
  private @Nullable List<String> otherwise;
  private @Nullable NotebookTask decider;
  private ShortCircuit shortCircuit = ShortCircuit.DIRECT;

  BranchStepBuilder(String id) {
    super(id);
  }

  /** If this CEL condition holds, and none before it, these direct successors run. */
  public BranchStepBuilder when(String condition, String successor, String... more) {
    cases.add(
        new BranchChoice.Case(
            condition, Stream.concat(Stream.of(successor), Stream.of(more)).toList()));
    return this;
  }

  /** If this CEL condition holds, and none before it, all direct successors run. */
  public BranchStepBuilder proceedWhen(String condition) {
    cases.add(new BranchChoice.Case(condition, null));
    return this;
  }

  /** If no condition holds, these direct successors run; none without any. */
  public BranchStepBuilder otherwise(String... successors) {
    this.otherwise = List.of(successors);
    return this;
  }

  /** A notebook decides by an output named {@code next}; there are no conditions then. */
  public BranchStepBuilder decidedBy(NotebookTask notebook) {
    this.decider = notebook;
    return this;
  }

  /** What is skipped when no successor is chosen; without it the direct ones. */
  public BranchStepBuilder shortCircuit(ShortCircuit extent) {
    this.shortCircuit = extent;
    return this;
  }

  @Override
  BranchStepBuilder self() {
    return this;
  }

  /** Refuses a mixture, of which one half would silently not count. */
  @Override
  Step build() {
    if (decider != null && (!cases.isEmpty() || otherwise != null)) {
      throw new IllegalStateException(
          "branch '%s' has conditions and a notebook that decides; keep one".formatted(id()));
    }
    BranchChoice choice =
        decider == null
            ? new BranchChoice.Conditions(cases, otherwise)
            : new BranchChoice.ByNotebook(decider);
    return new BranchStep(id(), settings(), choice, shortCircuit);
  }
}
