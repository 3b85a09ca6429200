package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.StartEvaluator;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.expression.ExpressionContext;
import dev.millrace.scheduler.expression.ExpressionContext.RunValues;
import dev.millrace.scheduler.expression.ExpressionContext.StepValues;
import dev.millrace.scheduler.expression.StepExpressions;
import dev.millrace.scheduler.expression.StepResult;
import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.Kept;
import dev.millrace.scheduler.store.ResolvedStep;
import dev.millrace.scheduler.store.RunDefinition;
import dev.millrace.scheduler.store.SqlArrays;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Evaluates what steps say with expressions at the moment in which they may start. */
final class StepStarts {
  private static final int KEPT = 500;

  private static final String RUN =
      """
      SELECT r.id, coalesce(g.parameters, r.parameters) AS parameters, r.logical_time,
             r.data_interval_start, r.data_interval_end, e.settings
        FROM run r
        LEFT JOIN rerun g ON g.run = r.id AND g.number = :basis AND g.dag_version IS NOT NULL
        LEFT JOIN deployment e
          ON e.id = CASE WHEN g.dag_version IS NULL THEN r.deployment ELSE g.deployment END
       WHERE r.id = :run
      """;

  private static final String STEPS =
      "SELECT step, state, outputs FROM step_run WHERE run = :run AND step = ANY (:names)";

  private final JdbcClient jdbc;
  private final Kept<Basis, RunContext> kept = new Kept<>(KEPT);

  StepStarts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A run, or what a rerun of it gave to the steps that it reopened. */
  private record Basis(UUID run, int rerun) {}

  /** What expressions see of a run besides its steps; it never changes, so it is read once. */
  private record RunContext(
      Map<String, JsonNode> parameters, RunValues values, Map<String, JsonNode> vars) {}

  private record StoredStep(String step, StepState state, Map<String, JsonNode> outputs) {}

  /** An evaluator for one decision about a run, under its lock. */
  Evaluator of(UUID run, RunDefinition definition) {
    return new Evaluator(run, definition);
  }

  /** Evaluates steps and keeps their values until their rows are written. */
  final class Evaluator implements StartEvaluator {
    private final UUID run;
    private final RunDefinition definition;
    private final Map<String, StoredStep> stored = new HashMap<>();
    private final Map<Integer, ResolvedStep> resolved = new HashMap<>();

    private Evaluator(UUID run, RunDefinition definition) {
      this.run = run;
      this.definition = definition;
    }

    /** The values of a step that this evaluator started; empty for any other. */
    Optional<ResolvedStep> resolved(int step) {
      return Optional.ofNullable(resolved.get(step));
    }

    @Override
    public void prepare(BitSet steps, Decided decided) {
      Set<String> missing = new HashSet<>();
      steps.stream().forEach(step -> missing.addAll(mentioned(step)));
      missing.removeAll(stored.keySet());
      if (!missing.isEmpty()) {
        jdbc.sql(STEPS)
            .param("run", run)
            .param("names", SqlArrays.texts(missing))
            .query((row, i) -> storedStep(row))
            .list()
            .forEach(step -> stored.put(step.step(), step));
      }
    }

    // A definition whose expressions do not compile fails its step in evaluate(), not the decision
    // here.
    private Set<String> mentioned(int step) {
      try {
        return expressions(step).upstream();
      } catch (RuntimeException e) {
        return Set.of();
      }
    }

    @Override
    public Evaluation evaluate(int step, Decided decided) {
      int basis = definition.basis(definition.plan().name(step));
      RunContext context = kept.get(new Basis(run, basis), StepStarts.this::read);
      Map<String, StepValues> upstream = new HashMap<>();
      for (String name : expressions(step).upstream()) {
        StoredStep row = stored.get(name);
        if (row != null) {
          StepState state = decided.state(definition.plan().index(name)).orElse(row.state());
          upstream.put(name, new StepValues(state.wireName(), row.outputs()));
        }
      }
      StepResult result =
          expressions(step)
              .evaluate(
                  new ExpressionContext(
                      context.parameters(), context.values(), upstream, context.vars()));
      return switch (result) {
        case StepResult.ConditionFalse skip -> Evaluation.Skip.SKIP;
        case StepResult.Chosen chosen -> new Evaluation.Choose(chosen.next());
        case StepResult.Resolved values -> {
          ObjectNode parameters = Json.object();
          values.parameters().forEach(parameters::set);
          resolved.put(step, new ResolvedStep(parameters, values.env()));
          yield Evaluation.Start.START;
        }
      };
    }

    private StepExpressions expressions(int step) {
      return definition.expressions(definition.plan().name(step));
    }
  }

  private RunContext read(Basis basis) {
    return jdbc.sql(RUN)
        .param("run", basis.run())
        .param("basis", basis.rerun())
        .query((row, i) -> runContext(row))
        .single();
  }

  private static RunContext runContext(ResultSet row) throws SQLException {
    Instant logicalTime = Columns.instant(row, "logical_time");
    Instant start = Columns.instantOrNull(row, "data_interval_start");
    Instant end = Columns.instantOrNull(row, "data_interval_end");
    return new RunContext(
        fields(Json.readObject(row.getString("parameters"))),
        new RunValues(
            row.getString("id"),
            logicalTime,
            Objects.requireNonNullElse(start, logicalTime),
            Objects.requireNonNullElse(end, logicalTime),
            ZoneOffset.UTC),
        vars(Json.readObjectOrNull(row.getString("settings"))));
  }

  private static StoredStep storedStep(ResultSet row) throws SQLException {
    ObjectNode outputs = Json.readObjectOrNull(row.getString("outputs"));
    return new StoredStep(
        row.getString("step"),
        StepState.of(row.getString("state")),
        outputs == null ? Map.of() : fields(outputs));
  }

  private static Map<String, JsonNode> vars(@Nullable ObjectNode settings) {
    return settings != null && settings.get("vars") instanceof ObjectNode vars
        ? fields(vars)
        : Map.of();
  }

  private static Map<String, JsonNode> fields(ObjectNode object) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return fields;
  }
}
