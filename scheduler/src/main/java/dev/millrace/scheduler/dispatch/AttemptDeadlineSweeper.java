package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.dispatch.AttemptEnds.Retry;
import dev.millrace.scheduler.dispatch.AttemptSql.Loaded;
import dev.millrace.scheduler.dispatch.AttemptTakeover.End;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import dev.millrace.scheduler.store.Columns;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Times out attempts whose worker should have done it and did not: it hangs, and its heartbeats do
 * not. The attempt ends as it would have ended by its worker, on the user's retries, and the worker
 * gets the command to drop it.
 */
final class AttemptDeadlineSweeper implements Sweeper {
  private static final Logger log = LoggerFactory.getLogger(AttemptDeadlineSweeper.class);

  /**
   * What a worker has for ending an attempt by itself and for reporting it, after its time is up.
   */
  static final Duration GRACE = Duration.ofSeconds(60);

  /**
   * The longest that files (and environment) may take a worker, and a kernel to answer: an attempt
   * that has not begun with the step's own code by then hangs as well.
   */
  static final Duration PREPARATION = Duration.ofMinutes(31);

  // Starts at what is leased, which is as much as is in flight, and not at all attempts.
  private static final String OVERDUE =
      """
      SELECT q.run, a.id, s.step, extract(epoch FROM s.time_limit)::bigint AS seconds
        FROM step_queue q
        JOIN attempt a ON a.id = q.attempt
        JOIN step_run s ON s.id = q.step_run
       WHERE q.epoch IS NOT NULL AND a.state = 'running'
         AND coalesce(a.user_code_at, a.started_at + :preparation * interval '1 second')
             + s.time_limit + :grace * interval '1 second' <= millrace_clock()
      """;

  private final IsolatedBatch batch = new IsolatedBatch("timing out");
  private final JdbcClient jdbc;
  private final RunTransactions runs;
  private final AttemptSql attempts;
  private final AttemptTakeover takeover;

  AttemptDeadlineSweeper(
      JdbcClient jdbc, RunTransactions runs, HotSql sql, AttemptTakeover takeover) {
    this.jdbc = jdbc;
    this.runs = runs;
    this.attempts = sql.attempts();
    this.takeover = takeover;
  }

  private record Overdue(UUID run, UUID attempt, String step, long seconds) {}

  @Override
  public String name() {
    return "attempt deadlines";
  }

  @Override
  public int sweep() {
    return batch.sum(
        jdbc.sql(OVERDUE)
            .param("preparation", PREPARATION.toSeconds())
            .param("grace", GRACE.toSeconds())
            .query(
                (row, i) ->
                    new Overdue(
                        Columns.uuid(row, "run"),
                        Columns.uuid(row, "id"),
                        row.getString("step"),
                        row.getLong("seconds")))
            .list(),
        overdue -> runs.within(overdue.run(), edit -> timeOut(edit, overdue)).orElse(0));
  }

  // Looked at again under the run's lock: a completion or a loss may have come first.
  private int timeOut(RunEdit edit, Overdue overdue) {
    List<Loaded> held =
        attempts.load(List.of(overdue.attempt())).stream()
            .filter(a -> a.leased() && a.isIn(AttemptState.RUNNING))
            .toList();
    for (Loaded attempt : held) {
      String why =
          "took longer than %d s, and its worker did not end it".formatted(overdue.seconds());
      takeover.end(
          edit,
          List.of(attempt),
          new End(AttemptState.TIMED_OUT, Cause.TIMEOUT, why, Retry.BY_BUDGET));
      log.warn(
          "attempt {} of step {} in run {} {}: it is timed out, and the worker gets the command to drop it",
          attempt.id(),
          overdue.step(),
          edit.run(),
          why);
    }
    return held.size();
  }
}
