package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.RunProgress;
import dev.millrace.scheduler.engine.RunProgress.Course;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.SqlArrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import tools.jackson.databind.node.ObjectNode;

/**
 * The hot statements on {@code run}, {@code run_progress} and {@code run_event}, each with its
 * reasons.
 */
final class RunSql {
  // The run's lock. NO KEY: foreign keys to the row need not wait for it.
  private static final String LOCK =
      """
      SELECT unfinished, failed_leaves, course, next_seq FROM run_progress
       WHERE run = :run FOR NO KEY UPDATE
      """;

  // A statement of its own after the lock: it must see what the lock's last holder committed.
  private static final String HEADER =
      """
      SELECT id, dag, dag_version, state, rerun, max_active_steps,
             quarantined_at IS NOT NULL AS quarantined,
             EXISTS (SELECT FROM step_run s
                      WHERE s.run = r.id AND s.state = 'retry_wait'
                        AND s.not_before <= millrace_clock()) AS retries_due
        FROM run r WHERE id = :run
      """;

  // Once per batch, whatever happened in it.
  private static final String ADVANCE =
      """
      UPDATE run_progress
         SET unfinished = :unfinished, failed_leaves = :failedLeaves, course = :course
       WHERE run = :run
      """;

  // The generation is read once per statement; the numbers come from the locked run_progress row,
  // which is advanced with it.
  private static final String APPEND =
      """
      WITH advanced AS (
        UPDATE run_progress
           SET unfinished = :unfinished, failed_leaves = :failedLeaves, course = :course,
               next_seq = :firstSeq + cardinality(:kinds)
         WHERE run = :run)
      INSERT INTO run_event (generation, run, seq, kind, data)
      SELECT (SELECT max(generation) FROM database_generation),
             :run, :firstSeq + e.i - 1, e.kind, e.data::json
        FROM unnest(:kinds, :datas) WITH ORDINALITY AS e (kind, data, i)
      """;

  private static final String START =
      """
      UPDATE run SET state = 'running', started_at = millrace_clock(),
                     deadline = millrace_clock() + :timeoutMillis * interval '1 millisecond'
       WHERE id = :run
      """;

  private static final String CANCELLING = "UPDATE run SET state = 'cancelling' WHERE id = :run";

  // The counts stop being counted: an ended run's page must not depend on the size of the run.
  private static final String END =
      """
      UPDATE run
         SET state = :state, ended_at = millrace_clock(), deadline = NULL,
             outputs = :outputs::json, outputs_absent = :absent::json,
             counts = (SELECT json_object_agg(state, n)
                         FROM (SELECT state, count(*) AS n FROM step_run
                                WHERE run = :run GROUP BY state) c),
             state_text = :prefix || CASE WHEN :state = 'succeeded' THEN coalesce((
               SELECT '; ' || count(*) || CASE WHEN count(*) = 1 THEN ' step' ELSE ' steps' END
                      || ' failed: ' || string_agg(f.step, ', ' ORDER BY f.ended_at, f.ordinal)
                                          FILTER (WHERE f.nth <= 10)
                      || CASE WHEN count(*) > 10 THEN ', …' ELSE '' END
                 FROM (SELECT step, ended_at, ordinal,
                              row_number() OVER (ORDER BY ended_at, ordinal) AS nth
                         FROM step_run WHERE run = :run AND state = 'failed') f
               HAVING count(*) > 0), '') ELSE '' END || coalesce((
               SELECT ': ' || s.step
                      || coalesce(', cell ' || a.failed_cell::text, '')
                      || coalesce(': ' || left(s.message, 500), '')
                 FROM step_run s
                 LEFT JOIN attempt a ON a.step_run = s.id AND a.number = s.attempts
                WHERE s.run = :run AND s.state = 'failed' AND :state = 'failed'
                ORDER BY s.ended_at, s.ordinal LIMIT 1), '')
       WHERE id = :run
      RETURNING state_text, (SELECT name FROM project p WHERE p.id = project) AS project,
                (SELECT name FROM dag d WHERE d.id = dag) AS dag
      """;

  private final JdbcClient jdbc;

  RunSql(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The locked {@code run_progress} row. */
  record Locked(RunProgress progress, long nextSeq) {}

  /** The words for a run's end, and the names of where it belongs. */
  record Ended(String text, String project, String dag) {}

  /** An event before it has its number. */
  record NewEvent(String kind, ObjectNode data) {}

  Optional<Locked> lock(UUID run) {
    return jdbc.sql(LOCK)
        .param("run", run)
        .query(
            (row, i) ->
                new Locked(
                    new RunProgress(
                        row.getInt("unfinished"),
                        row.getInt("failed_leaves"),
                        Course.valueOf(row.getString("course").toUpperCase(Locale.ROOT))),
                    row.getLong("next_seq")))
        .optional();
  }

  RunHeader header(UUID run) {
    return jdbc.sql(HEADER)
        .param("run", run)
        .query(
            (row, i) ->
                new RunHeader(
                    Columns.uuid(row, "id"),
                    Columns.uuid(row, "dag"),
                    Columns.uuid(row, "dag_version"),
                    RunState.of(row.getString("state")),
                    row.getInt("rerun"),
                    Columns.intOrNull(row, "max_active_steps"),
                    row.getBoolean("quarantined"),
                    row.getBoolean("retries_due")))
        .single();
  }

  /** Writes the progress of a run in which nothing happened that has an event. */
  void advance(UUID run, RunProgress progress) {
    advanced(jdbc.sql(ADVANCE).param("run", run), progress).update();
  }

  /** Writes the progress of a run and what happened in it. */
  void append(UUID run, RunProgress progress, long firstSeq, List<NewEvent> events) {
    advanced(jdbc.sql(APPEND).param("run", run), progress)
        .param("firstSeq", firstSeq)
        .param("kinds", SqlArrays.texts(events.stream().map(NewEvent::kind).toList()))
        .param("datas", SqlArrays.texts(events.stream().map(e -> Json.write(e.data())).toList()))
        .update();
  }

  private static StatementSpec advanced(StatementSpec statement, RunProgress progress) {
    return statement
        .param("unfinished", progress.unfinished())
        .param("failedLeaves", progress.failedLeaves())
        .param("course", progress.course().name().toLowerCase(Locale.ROOT));
  }

  void start(UUID run, @Nullable Long timeoutMillis) {
    jdbc.sql(START).param("run", run).param("timeoutMillis", timeoutMillis).update();
  }

  void cancelling(UUID run) {
    jdbc.sql(CANCELLING).param("run", run).update();
  }

  /**
   * Ends the run; its text begins with the state's name. It names the first failed step if one
   * failed it, and the failed steps of a run that succeeded all the same.
   */
  Ended end(UUID run, RunState state, RunOutputs.Computed result) {
    ObjectNode absent = Json.object();
    result.absent().forEach(absent::put);
    return jdbc.sql(END)
        .param("run", run)
        .param("state", state.wireName())
        .param("outputs", Json.writeOrNull(result.values()))
        .param("absent", absent.isEmpty() ? null : Json.write(absent))
        .param("prefix", state.wireName().replace('_', ' '))
        .query(
            (row, i) ->
                new Ended(
                    row.getString("state_text"), row.getString("project"), row.getString("dag")))
        .single();
  }
}
