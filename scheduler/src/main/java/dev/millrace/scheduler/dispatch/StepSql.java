package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.dispatch.Consequences.Verdict;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.engine.UpstreamCounts;
import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.SqlArrays;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The hot statements on {@code step_run}, each with its reasons. All run under the run's lock. */
final class StepSql {
  // By name and not by ordinal: UNIQUE (run, step, map_path) is the index that is there anyway.
  private static final String LOAD_NAMED =
      """
      SELECT id, step, ordinal, state, parents, up_succeeded, up_skipped, up_failed, up_upstream_failed
        FROM step_run WHERE run = :run AND step = ANY (:names)
      """;

  // What a reopened run goes on with: what waits, and what branches chose that are not asked again.
  private static final String LOAD_RESUMED =
      """
      SELECT ordinal, CASE WHEN state = 'waiting' THEN NULL ELSE branch_choice END AS choice
        FROM step_run
       WHERE run = :run
         AND (state = 'waiting' OR (state = 'succeeded' AND branch_choice IS NOT NULL))
      """;

  private static final String LOAD_TRIED =
      """
      SELECT id, step, ordinal, state, user_retries, platform_retries
        FROM step_run WHERE id = ANY (:ids)
      """;

  // = ANY beside the join: with the array alone in sight the planner stays on the primary key,
  // however stale its
  // statistics are. The new attempt count makes the next try's number, so a claim need not touch
  // this table.
  private static final String WRITE_TRIED =
      """
      UPDATE step_run s
         SET state = u.state, admitted = false, attempts = u.attempts,
             user_retries = u.user_retries, platform_retries = u.platform_retries,
             not_before = millrace_clock() + u.delay_millis * interval '1 millisecond',
             message = u.message, outputs = u.outputs::json, branch_choice = u.choice::text[],
             started_at = CASE WHEN u.ran THEN coalesce(s.started_at, millrace_clock())
                               ELSE s.started_at END,
             ended_at = CASE WHEN u.ended THEN millrace_clock() END
        FROM unnest(:ids, :states, :attempts, :userRetries, :platformRetries, :delays, :messages,
                    :outputs, :choices, :ran, :ended)
          AS u (id, state, attempts, user_retries, platform_retries, delay_millis, message,
                outputs, choice, ran, ended)
       WHERE s.id = ANY (:ids) AND s.id = u.id
      """;

  private static final String WRITE_DECIDED =
      """
      UPDATE step_run s
         SET state = u.state,
             up_succeeded = u.succeeded, up_skipped = u.skipped, up_failed = u.failed,
             up_upstream_failed = u.upstream_failed,
             message = coalesce(u.message, s.message),
             branch_choice = coalesce(u.choice::text[], s.branch_choice),
             resolved = coalesce(u.resolved::json, s.resolved),
             ended_at = CASE WHEN u.ended THEN coalesce(s.ended_at, millrace_clock()) END
        FROM unnest(:ids, :states, :succeeded, :skipped, :failed, :upstreamFailed, :messages,
                    :choices, :resolved, :ended)
          AS u (id, state, succeeded, skipped, failed, upstream_failed, message, choice, resolved,
                ended)
       WHERE s.id = ANY (:ids) AND s.id = u.id
      """;

  private static final String READY_DUE =
      """
      UPDATE step_run SET state = 'ready', not_before = NULL
       WHERE run = :run AND state = 'retry_wait' AND not_before <= millrace_clock()
      RETURNING step
      """;

  // What is leased is left to its completion or loss: its queue row is still there. A state that
  // does not exist is ended like 'ready'.
  private static final String CANCEL_IDLE =
      """
      UPDATE step_run s
         SET state = 'cancelled', admitted = false, not_before = NULL, ended_at = millrace_clock(),
             message = :message
       WHERE s.run = :run
         AND (s.state IN ('waiting', 'retry_wait')
              OR ((s.state = 'ready'
                   OR (s.ended_at IS NULL AND s.state NOT IN ('running', 'succeeded', 'failed',
                         'skipped', 'upstream_failed', 'cancelled')))
                  AND NOT EXISTS (SELECT 1 FROM step_queue q WHERE q.step_run = s.id)))
      RETURNING s.step, s.ordinal
      """;

  private final JdbcClient jdbc;

  StepSql(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A step's row as deciding needs it. */
  record Loaded(UUID id, int ordinal, StepState state, UpstreamCounts upstream) {}

  /**
   * A step that a reopened run goes on with.
   *
   * @param choice what the succeeded branch chose; null: the step waits
   */
  record Resumed(int ordinal, @Nullable List<String> choice) {}

  /**
   * A step's row as the end of its attempt needs it. It can be read whatever the state is, so that
   * the end of an attempt is always kept.
   */
  record Tried(
      UUID id, String step, int ordinal, String state, int userRetries, int platformRetries) {
    /**
     * Does nothing if the stored state exists.
     *
     * @throws UnreadableRowException when it does not
     */
    void requireState() {
      StepSql.state(step, state);
    }
  }

  /**
   * What an attempt's end makes of its step.
   *
   * @param attempts number of the attempt
   * @param delayMillis until the next try; null unless it waits for one
   * @param ran whether user code may have run
   */
  record TriedWrite(
      UUID id,
      StepState state,
      int attempts,
      int userRetries,
      int platformRetries,
      @Nullable Long delayMillis,
      @Nullable String message,
      @Nullable String outputs,
      @Nullable List<String> choice,
      boolean ran) {}

  /** What a decision makes of the step with that id. */
  record DecidedWrite(UUID id, Verdict verdict) {}

  List<Loaded> loadNamed(UUID run, Collection<String> names) {
    return jdbc.sql(LOAD_NAMED)
        .param("run", run)
        .param("names", SqlArrays.texts(names))
        .query(
            (row, i) ->
                new Loaded(
                    Columns.uuid(row, "id"),
                    row.getInt("ordinal"),
                    state(row),
                    new UpstreamCounts(
                        row.getInt("parents"),
                        row.getInt("up_succeeded"),
                        row.getInt("up_skipped"),
                        row.getInt("up_failed"),
                        row.getInt("up_upstream_failed"))))
        .list();
  }

  List<Resumed> loadResumed(UUID run) {
    return jdbc.sql(LOAD_RESUMED)
        .param("run", run)
        .query((row, i) -> new Resumed(row.getInt("ordinal"), Columns.textsOrNull(row, "choice")))
        .list();
  }

  List<Tried> loadTried(Collection<UUID> ids) {
    return jdbc.sql(LOAD_TRIED)
        .param("ids", SqlArrays.uuids(ids))
        .query(
            (row, i) ->
                new Tried(
                    Columns.uuid(row, "id"),
                    row.getString("step"),
                    row.getInt("ordinal"),
                    row.getString("state"),
                    row.getInt("user_retries"),
                    row.getInt("platform_retries")))
        .list();
  }

  private static StepState state(ResultSet row) throws SQLException {
    return state(row.getString("step"), row.getString("state"));
  }

  private static StepState state(String step, String stored) {
    try {
      return StepState.of(stored);
    } catch (IllegalArgumentException e) {
      throw UnreadableRowException.state(step, e);
    }
  }

  void writeTried(List<TriedWrite> writes) {
    jdbc.sql(WRITE_TRIED)
        .param("ids", SqlArrays.uuids(writes.stream().map(TriedWrite::id).toList()))
        .param("states", SqlArrays.texts(writes.stream().map(w -> w.state().wireName()).toList()))
        .param("attempts", SqlArrays.ints(writes.stream().map(TriedWrite::attempts).toList()))
        .param("userRetries", SqlArrays.ints(writes.stream().map(TriedWrite::userRetries).toList()))
        .param(
            "platformRetries",
            SqlArrays.ints(writes.stream().map(TriedWrite::platformRetries).toList()))
        .param("delays", SqlArrays.longs(writes.stream().map(TriedWrite::delayMillis).toList()))
        .param("messages", SqlArrays.texts(writes.stream().map(TriedWrite::message).toList()))
        .param("outputs", SqlArrays.texts(writes.stream().map(TriedWrite::outputs).toList()))
        .param(
            "choices",
            SqlArrays.texts(writes.stream().map(w -> SqlArrays.literal(w.choice())).toList()))
        .param("ran", SqlArrays.booleans(writes.stream().map(TriedWrite::ran).toList()))
        .param(
            "ended", SqlArrays.booleans(writes.stream().map(w -> w.state().isTerminal()).toList()))
        .update();
  }

  void writeDecided(List<DecidedWrite> writes) {
    decided(jdbc.sql(WRITE_DECIDED), writes.stream().map(DecidedWrite::verdict).toList())
        .param("ids", SqlArrays.uuids(writes.stream().map(DecidedWrite::id).toList()))
        .update();
  }

  /** What decisions made of steps: one array for each column. */
  static StatementSpec decided(StatementSpec statement, List<Verdict> verdicts) {
    List<StepState> states = verdicts.stream().map(v -> v.facts().state()).toList();
    List<UpstreamCounts> counts = verdicts.stream().map(v -> v.facts().upstream()).toList();
    return statement
        .param("states", SqlArrays.texts(states, StepState::wireName))
        .param("succeeded", SqlArrays.ints(counts, UpstreamCounts::succeeded))
        .param("skipped", SqlArrays.ints(counts, UpstreamCounts::skipped))
        .param("failed", SqlArrays.ints(counts, UpstreamCounts::failed))
        .param("upstreamFailed", SqlArrays.ints(counts, UpstreamCounts::upstreamFailed))
        .param("messages", SqlArrays.texts(verdicts, Verdict::message))
        .param("choices", SqlArrays.texts(verdicts, v -> SqlArrays.literal(v.choice())))
        .param("resolved", SqlArrays.texts(verdicts, Verdict::resolved))
        .param("ended", SqlArrays.booleans(states, StepState::isTerminal));
  }

  /** Readies the run's steps whose next try is due; returns their names. */
  List<String> readyDue(UUID run) {
    return jdbc.sql(READY_DUE).param("run", run).query((row, i) -> row.getString("step")).list();
  }

  /**
   * Ends every step that is not with a worker; returns their names in the order of the definition.
   */
  List<String> cancelIdle(UUID run, String message) {
    record Named(String step, int ordinal) {}
    return jdbc
        .sql(CANCEL_IDLE)
        .param("run", run)
        .param("message", message)
        .query((row, i) -> new Named(row.getString("step"), row.getInt("ordinal")))
        .list()
        .stream()
        .sorted(java.util.Comparator.comparingInt(Named::ordinal))
        .map(Named::step)
        .toList();
  }
}
