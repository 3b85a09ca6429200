package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.expression.ExpressionContext.RunValues;
import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.Kept;
import dev.millrace.scheduler.store.SqlArrays;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what expressions see of a run and its steps. Safe for any number of threads. */
final class ExpressionReads {
  private static final int KEPT = 500;

  private static final String RUN =
      """
      SELECT r.id, coalesce(g.parameters, r.parameters) AS parameters, r.logical_time,
             r.data_interval_start, r.data_interval_end, r.zone, e.settings
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

  ExpressionReads(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A run, or what a rerun of it gave to the steps that it reopened. */
  private record Basis(UUID run, int rerun) {}

  /** What expressions see of a run besides its steps; it never changes, so it is read once. */
  record RunContext(
      Map<String, JsonNode> parameters, RunValues values, Map<String, JsonNode> vars) {}

  /** A step as it is stored. */
  record StoredStep(String step, StepState state, Map<String, JsonNode> outputs) {
    /** A step of a run in which nothing has happened yet. */
    static StoredStep untouched(String step) {
      return new StoredStep(step, StepState.WAITING, Map.of());
    }
  }

  /**
   * What does not depend on steps.
   *
   * @param basis number of the rerun whose parameters and project settings count; 0: the run's own
   */
  RunContext run(UUID run, int basis) {
    return kept.get(new Basis(run, basis), this::read);
  }

  /**
   * What does not depend on steps, of a run that is not written yet; {@link #run} answers with it
   * from now on.
   *
   * @param settings of the deployment whose files it uses, as the column holds them; null: none
   */
  RunContext ofNew(UUID run, ObjectNode parameters, RunTimes times, @Nullable String settings) {
    // Through text: numbers must look as they will when they are read again.
    var context =
        context(run.toString(), Json.write(parameters), times, Json.readObjectOrNull(settings));
    kept.put(new Basis(run, 0), context);
    return context;
  }

  /** Those steps of the run, as this transaction sees them. */
  List<StoredStep> steps(UUID run, Collection<String> names) {
    return names.isEmpty()
        ? List.of()
        : jdbc.sql(STEPS)
            .param("run", run)
            .param("names", SqlArrays.texts(names))
            .query((row, i) -> storedStep(row))
            .list();
  }

  private RunContext read(Basis basis) {
    return jdbc.sql(RUN)
        .param("run", basis.run())
        .param("basis", basis.rerun())
        .query((row, i) -> runContext(row))
        .single();
  }

  private static RunContext runContext(ResultSet row) throws SQLException {
    String run = row.getString("id");
    String parameters = row.getString("parameters");
    String zone = row.getString("zone");
    String settings = row.getString("settings");
    Instant logicalTime = Columns.instant(row, "logical_time");
    Instant start = Columns.instantOrNull(row, "data_interval_start");
    Instant end = Columns.instantOrNull(row, "data_interval_end");
    return UnreadableRowException.read(
        "its parameters, its time zone or its project's settings",
        () ->
            context(
                run,
                parameters,
                new RunTimes(logicalTime, start, end, RunTimes.zone(zone)),
                Json.readObjectOrNull(settings)));
  }

  private static RunContext context(
      String run, String parameters, RunTimes times, @Nullable ObjectNode settings) {
    Instant logicalTime = times.logicalTime();
    return new RunContext(
        fields(Json.readObject(parameters)),
        new RunValues(
            run,
            logicalTime,
            Objects.requireNonNullElse(times.dataIntervalStart(), logicalTime),
            Objects.requireNonNullElse(times.dataIntervalEnd(), logicalTime),
            times.zone()),
        vars(settings));
  }

  private static StoredStep storedStep(ResultSet row) throws SQLException {
    String step = row.getString("step");
    String state = row.getString("state");
    String column = row.getString("outputs");
    ObjectNode outputs =
        UnreadableRowException.read(
            "the outputs of step '%s'".formatted(step), () -> Json.readObjectOrNull(column));
    return new StoredStep(
        step,
        UnreadableRowException.read(
            "the state of step '%s'".formatted(step), () -> StepState.of(state)),
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
