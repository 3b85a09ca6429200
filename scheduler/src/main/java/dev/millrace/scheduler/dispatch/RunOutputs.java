package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.Dag;
import dev.millrace.scheduler.dispatch.ExpressionReads.RunContext;
import dev.millrace.scheduler.expression.ExpressionContext;
import dev.millrace.scheduler.expression.ExpressionContext.StepValues;
import dev.millrace.scheduler.expression.OutputExpressions;
import dev.millrace.scheduler.store.Definition;
import dev.millrace.scheduler.store.Json;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Computes a run's own result when it ends, whatever the end: of a failed or cancelled run there is
 * what its succeeded steps can tell. An output that cannot be computed is absent, with its reason;
 * it never changes how the run ended.
 */
final class RunOutputs {
  private static final Logger log = LoggerFactory.getLogger(RunOutputs.class);

  private final ExpressionReads reads;

  RunOutputs(ExpressionReads reads) {
    this.reads = reads;
  }

  /**
   * A run's own result as the columns hold it.
   *
   * @param values null: its Dag defines none, or nobody can tell
   * @param absent why outputs that its Dag defines are not there, by name
   */
  record Computed(@Nullable ObjectNode values, Map<String, String> absent) {
    static final Computed NONE = new Computed(null, Map.of());
  }

  /**
   * The result of a run whose steps have all ended and are written, by the run's own version and
   * parameters.
   *
   * @throws DataAccessException when the database failed
   */
  Computed of(RunEdit edit) {
    if (edit.isQuarantined()) {
      return Computed.NONE;
    }
    Definition definition = edit.definition().own();
    Dag dag = definition.dag();
    if (dag.outputs().isEmpty()) {
      return Computed.NONE;
    }
    try {
      return compute(edit, definition.expressions().outputs());
    } catch (DataAccessException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      log.warn("the outputs of run {} cannot be computed: {}; it ends without them", edit.run(), e);
      Map<String, String> absent = new HashMap<>();
      dag.outputs().keySet().forEach(name -> absent.put(name, String.valueOf(e.getMessage())));
      return new Computed(Json.object(), absent);
    }
  }

  private Computed compute(RunEdit edit, OutputExpressions expressions) {
    RunContext context = reads.run(edit.run(), 0);
    Map<String, StepValues> steps = new HashMap<>();
    reads
        .steps(edit.run(), expressions.steps())
        .forEach(
            step ->
                steps.put(step.step(), new StepValues(step.state().wireName(), step.outputs())));
    OutputExpressions.Result result =
        expressions.evaluate(
            new ExpressionContext(context.parameters(), context.values(), steps, context.vars()));
    ObjectNode values = Json.object();
    result.values().forEach(values::set);
    return new Computed(values, result.absent());
  }
}
