package dev.millrace.dsl;

/** Collects a {@link ScriptStep}. */
public final class ScriptStepBuilder extends ParameterizedStepBuilder<ScriptStepBuilder> {
  private final String script;

  ScriptStepBuilder(String id, String script) {
    super(id);
    this.script = script;
  }

  @Override
  ScriptStepBuilder self() {
    return this;
  }

  @Override
  Step build() {
    return new ScriptStep(id(), settings(), script, parameters);
  }
}
