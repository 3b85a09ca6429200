package dev.millrace.dsl;

/**
 * Picks which of its direct successors run; the others are skipped.
 *
 * @param choice how the successors are found
 * @param shortCircuit what is skipped when none is chosen
 */
public record BranchStep(
    String id, StepSettings settings, BranchChoice choice, ShortCircuit shortCircuit)
    implements Step {
  @Override
  public StepType type() {
    return StepType.BRANCH;
  }
}
