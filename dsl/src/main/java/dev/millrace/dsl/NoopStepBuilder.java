package dev.millrace.dsl;

/** Collects a {@link NoopStep}. */
public final class NoopStepBuilder extends StepBuilder<NoopStepBuilder> {
  NoopStepBuilder(String id) {
    super(id);
  }

  @Override
  NoopStepBuilder self() {
    return this;
  }

  @Override
  Step build() {
    return new NoopStep(id(), settings());
  }
}
