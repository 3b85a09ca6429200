package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.dispatch.AttemptEnds.Ending;
import dev.millrace.scheduler.dispatch.AttemptEnds.Retry;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import dev.millrace.scheduler.store.Columns;
import dev.millrace.scheduler.store.DatabaseFaults;
import dev.millrace.scheduler.store.Ids;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fails steps whose rows cannot be leased, under their runs' locks: right after the claim that met
 * them, and as a sweep for those that a server left behind.
 */
final class PoisonedSteps implements Sweeper {
  private static final Logger log = LoggerFactory.getLogger(PoisonedSteps.class);

  private static final String POISONED =
      """
      SELECT q.step_run, q.run, s.step, q.poisoned
        FROM step_queue q JOIN step_run s ON s.id = q.step_run
       WHERE q.poisoned IS NOT NULL AND q.epoch IS NULL
      """;

  // An attempt that no worker had, so that the step's history has its cause. It takes over nothing
  // of what could not be read.
  private static final String FAIL =
      """
      WITH gone AS (
        DELETE FROM step_queue
         WHERE step_run = :step AND epoch IS NULL AND poisoned IS NOT NULL
        RETURNING step_run)
      INSERT INTO attempt (id, step_run, run, number, rerun, epoch, dag_version, snapshot, state,
                           cause, message, created_at, ended_at)
      SELECT :attempt, s.id, s.run,
             greatest(s.attempts,
                      (SELECT max(a.number) FROM attempt a WHERE a.step_run = s.id), 0) + 1,
             s.rerun, nextval('lease_epoch'), coalesce(g.dag_version, r.dag_version),
             CASE WHEN g.dag_version IS NULL THEN r.snapshot ELSE g.snapshot END, 'failed',
             'platform', :message, millrace_clock(), millrace_clock()
        FROM gone q
        JOIN step_run s ON s.id = q.step_run
        JOIN run r ON r.id = s.run
        LEFT JOIN rerun g ON g.run = s.run AND g.number = s.rerun
      RETURNING number
      """;

  private final IsolatedBatch batch = new IsolatedBatch("failing step");
  private final JdbcClient jdbc;
  private final RunTransactions runs;
  private final AttemptEnds ends;
  private final Ids ids;

  PoisonedSteps(JdbcClient jdbc, RunTransactions runs, AttemptEnds ends, Ids ids) {
    this.jdbc = jdbc;
    this.runs = runs;
    this.ends = ends;
    this.ids = ids;
  }

  private record Poisoned(UUID stepRun, UUID run, String step, String reason) {
    @Override
    public String toString() {
      return "'%s' of run %s".formatted(step, run);
    }
  }

  @Override
  public String name() {
    return "steps that cannot be leased";
  }

  @Override
  public int sweep() {
    return batch.sum(
        jdbc.sql(POISONED)
            .query(
                (row, i) ->
                    new Poisoned(
                        Columns.uuid(row, "step_run"),
                        Columns.uuid(row, "run"),
                        row.getString("step"),
                        row.getString("poisoned")))
            .list(),
        poisoned -> runs.within(poisoned.run(), edit -> fail(edit, poisoned)).orElse(0));
  }

  /** As {@link #sweep()}; what throws is left to the next one. */
  void afterClaim() {
    try {
      sweep();
    } catch (RuntimeException e) {
      log.warn("steps that cannot be leased fail in the next sweep: {}", DatabaseFaults.reason(e));
    }
  }

  private int fail(RunEdit edit, Poisoned poisoned) {
    UUID attempt = ids.next();
    String message =
        "STEP_UNREADABLE: row %s of step_queue cannot be leased: %s; a rerun of the steps before it computes its values again"
            .formatted(poisoned.stepRun(), poisoned.reason());
    List<Integer> numbers =
        jdbc.sql(FAIL)
            .param("step", poisoned.stepRun())
            .param("attempt", attempt)
            .param("message", message)
            .query((row, i) -> row.getInt("number"))
            .list();
    for (int number : numbers) {
      ends.apply(
          edit,
          List.of(
              new Ending(
                  attempt,
                  poisoned.stepRun(),
                  number,
                  AttemptState.FAILED,
                  Cause.PLATFORM,
                  message,
                  null,
                  null,
                  Retry.NEVER)));
    }
    return numbers.size();
  }
}
