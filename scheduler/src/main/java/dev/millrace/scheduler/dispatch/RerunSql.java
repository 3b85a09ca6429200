package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.SqlArrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The statements that reopen steps, each with its reasons. All run under the run's lock. */
final class RerunSql {
  private static final String DAG_OF = "SELECT dag FROM run WHERE id = :run";

  private static final String STEPS =
      """
      SELECT id, step, map_path, ordinal, state, admitted FROM step_run
       WHERE run = :run ORDER BY ordinal
      """;

  // A row that does not come back is live, or being leased right now: claims take no run's lock, so
  // only this statement can tell.
  private static final String WITHDRAW =
      """
      DELETE FROM step_queue WHERE step_run = ANY (:steps) AND epoch IS NULL RETURNING step_run
      """;

  private static final String LEASED =
      "SELECT step_run FROM step_queue WHERE step_run = ANY (:steps) AND epoch IS NOT NULL";

  // The number stands on the end already: it is that of the go which the end belongs to.
  private static final String KEEP_ENDS =
      """
      INSERT INTO step_end (step_run, rerun, attempt, state, outputs, branch_choice, message, at)
      SELECT s.id, s.rerun, a.id, s.state, s.outputs, s.branch_choice, s.message, s.ended_at
        FROM step_run s
        LEFT JOIN attempt a
          ON a.step_run = s.id AND a.number = s.attempts AND a.rerun = s.rerun
       WHERE s.id = ANY (:steps) AND s.ended_at IS NOT NULL
      """;

  // Attempts keep their numbers: the next one is the next number, whatever the go.
  private static final String REOPEN_STEPS =
      """
      UPDATE step_run
         SET state = 'waiting', admitted = false, rerun = :number, branch_choice = NULL,
             outputs = NULL, resolved = NULL, user_retries = 0, platform_retries = 0,
             not_before = NULL, message = NULL, started_at = NULL, ended_at = NULL
       WHERE id = ANY (:steps)
      """;

  private static final String NOTE =
      """
      INSERT INTO rerun (run, number, by, reason, steps, deployment, dag_version, snapshot,
                         parameters, run_state, run_state_text, run_ended_at, run_outputs)
      SELECT id, :number, :by, :reason, :steps::json, :deployment, :version, :snapshot,
             :parameters::json, CASE WHEN ended_at IS NOT NULL THEN state END,
             CASE WHEN ended_at IS NOT NULL THEN state_text END, ended_at, outputs
        FROM run WHERE id = :run
      """;

  // What had ended is queued; whoever may start it does so next. What runs keeps its deadline.
  private static final String REOPEN_RUN =
      """
      UPDATE run
         SET rerun = :number, state_text = NULL, quarantined_at = NULL, quarantine_reason = NULL,
             state = CASE WHEN ended_at IS NULL THEN state ELSE 'queued' END,
             started_at = CASE WHEN ended_at IS NULL THEN started_at END,
             ended_at = NULL, counts = NULL, outputs = NULL, outputs_absent = NULL,
             cancel_requested_at = NULL, cancel_requested_by = NULL, cancel_reason = NULL
       WHERE id = :run
      """;

  private static final String GIVEN =
      """
      SELECT parameters, given_parameters FROM run WHERE id = :run
      """;

  private static final String HEAD =
      """
      SELECT d.id, d.snapshot FROM deployment d JOIN run r ON r.project = d.project
       WHERE r.id = :run ORDER BY d.number DESC LIMIT 1
      """;

  private final JdbcClient jdbc;

  RerunSql(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A step's row as reopening needs it. */
  record Row(
      UUID id,
      String step,
      List<Integer> mapPath,
      int ordinal,
      StepState state,
      boolean admitted) {}

  /** A project's newest deployment. */
  record Head(UUID deployment, String snapshot) {}

  Optional<UUID> dagOf(UUID run) {
    return jdbc.sql(DAG_OF).param("run", run).query(UUID.class).optional();
  }

  /** Whether the run starts only when no other run of its Dag is active. */
  boolean isAlone(UUID run) {
    return jdbc.sql("SELECT alone FROM run WHERE id = :run")
        .param("run", run)
        .query(Boolean.class)
        .single();
  }

  /** All steps of the run; a step's place in the list is its index in the plan. */
  List<Row> steps(UUID run) {
    return jdbc.sql(STEPS)
        .param("run", run)
        .query(
            (row, i) ->
                new Row(
                    Columns.uuid(row, "id"),
                    row.getString("step"),
                    Columns.ints(row, "map_path"),
                    row.getInt("ordinal"),
                    StepState.of(row.getString("state")),
                    row.getBoolean("admitted")))
        .list();
  }

  /** Takes what nobody has leased out of the queue; returns the steps whose row is gone. */
  Set<UUID> withdraw(Collection<UUID> steps) {
    return ids(WITHDRAW, steps);
  }

  /** Those of the steps that are leased now. */
  Set<UUID> leased(Collection<UUID> steps) {
    return ids(LEASED, steps);
  }

  private Set<UUID> ids(String statement, Collection<UUID> steps) {
    return new HashSet<>(
        jdbc.sql(statement)
            .param("steps", SqlArrays.uuids(steps))
            .query((row, i) -> Columns.uuid(row, "step_run"))
            .list());
  }

  void note(NewRerun wanted, int number, List<String> picked, @Nullable RerunBasis basis) {
    ArrayNode names = Json.object().arrayNode();
    picked.forEach(names::add);
    jdbc.sql(NOTE)
        .param("run", wanted.run())
        .param("number", number)
        .param("by", wanted.by())
        .param("reason", wanted.reason())
        .param("steps", Json.write(names))
        .param("deployment", basis == null ? null : basis.deployment())
        .param("version", basis == null ? null : basis.definition().id())
        .param("snapshot", basis == null ? null : basis.snapshot())
        .param("parameters", basis == null ? null : Json.write(basis.parameters()))
        .update();
  }

  void reopen(UUID run, int number, Collection<UUID> steps) {
    jdbc.sql(KEEP_ENDS).param("steps", SqlArrays.uuids(steps)).update();
    jdbc.sql(REOPEN_STEPS).param("number", number).param("steps", SqlArrays.uuids(steps)).update();
    jdbc.sql(REOPEN_RUN).param("run", run).param("number", number).update();
  }

  /** The newest deployment of the run's project; empty when it has none. */
  Optional<Head> head(UUID run) {
    return jdbc.sql(HEAD)
        .param("run", run)
        .query((row, i) -> new Head(Columns.uuid(row, "id"), row.getString("snapshot")))
        .optional();
  }

  /** The parameters that whoever started the run gave. */
  ObjectNode given(UUID run) {
    return jdbc.sql(GIVEN)
        .param("run", run)
        .query(
            (row, i) ->
                Json.readObject(row.getString("parameters"))
                    .retain(Columns.texts(row, "given_parameters")))
        .single();
  }
}
