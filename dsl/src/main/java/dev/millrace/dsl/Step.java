package dev.millrace.dsl;

import java.util.List;

/** A node of a Dag. Sealed: whoever switches over steps has to think about every type. */
public sealed interface Step permits NotebookStep, ScriptStep, ShellStep, BranchStep, NoopStep {
  /** Unique in the Dag, also when case is ignored; {@code [A-Za-z][A-Za-z0-9_-]{0,62}}. */
  String id();

  /** What every type of step can say. */
  StepSettings settings();

  /** The type, for storage and display; code that decides switches over the record instead. */
  StepType type();

  /** Ids of the direct upstream steps, in the order of the definition. */
  default List<String> dependsOn() {
    return settings().dependsOn();
  }

  /** When the step may start, judged by its direct upstream steps. */
  default TriggerRule triggerRule() {
    return settings().triggerRule();
  }
}
