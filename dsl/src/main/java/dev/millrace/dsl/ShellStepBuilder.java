package dev.millrace.dsl;

/** Collects a {@link ShellStep}. */
public final class ShellStepBuilder extends ParameterizedStepBuilder<ShellStepBuilder> {
  private final String line;

  ShellStepBuilder(String id, String line) {
    super(id);
    this.line = line;
  }

  @Override
  ShellStepBuilder self() {
    return this;
  }

  @Override
  Step build() {
    return new ShellStep(id(), settings(), line, parameters);
  }
}
