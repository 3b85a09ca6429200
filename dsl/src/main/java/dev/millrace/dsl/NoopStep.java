package dev.millrace.dsl;

/** Joins and anchors; succeeds in the moment it may start and never leaves the server. */
public record NoopStep(String id, StepSettings settings) implements Step {
  @Override
  public StepType type() {
    return StepType.NOOP;
  }
}
