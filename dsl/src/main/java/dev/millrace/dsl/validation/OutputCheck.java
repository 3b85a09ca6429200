package dev.millrace.dsl.validation;

import dev.millrace.dsl.Dag;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Judges names and plain values of the run's own result. */
final class OutputCheck implements DagValidator.Check {
  private static final int MAX_OUTPUTS = 100;
  private static final Pointer AT = Pointer.ROOT.child("outputs");

  @Override
  public void check(Dag dag, Findings findings) {
    if (dag.outputs().size() > MAX_OUTPUTS) {
      findings.error(
          ProblemCode.DAG_TOO_BIG,
          AT,
          "the Dag has %d outputs; at most %d are accepted"
              .formatted(dag.outputs().size(), MAX_OUTPUTS),
          "put what belongs together into one output that is a list or an object");
      return;
    }
    int size = 0;
    for (Map.Entry<String, JsonNode> output : dag.outputs().entrySet()) {
      Pointer at = AT.child(output.getKey());
      checkName(output.getKey(), at, findings);
      if (ParameterRules.isSound(output.getValue(), at, findings)) {
        size += ParameterRules.size(output.getValue());
      }
    }
    if (size > ParameterRules.MAX_BYTES) {
      findings.error(
          ProblemCode.PARAM_SIZE,
          AT,
          "the outputs take %d KiB; at most 256 KiB are accepted".formatted(size / 1024),
          "let a step publish large data as a file");
    }
  }

  private static void checkName(String name, Pointer at, Findings findings) {
    if (!Names.isIdentifier(name)) {
      findings.errorInName(
          ProblemCode.OUTPUT_NAME,
          at,
          "'%s' cannot name an output".formatted(Names.shown(name)),
          Names.IDENTIFIER_HINT);
    }
  }
}
