package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.Columns;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds and repairs rows of {@code step_run} whose state is none that this program knows. */
final class DamagedSteps {
  // The condition is that of the index step_run_damaged, which is empty as long as all is well.
  private static final String IS_DAMAGED =
      """
      s.state NOT IN ('waiting', 'ready', 'running', 'retry_wait', 'succeeded', 'failed',
                      'skipped', 'upstream_failed', 'cancelled')
      """;

  private static final String FIND =
      """
      SELECT DISTINCT ON (s.run) s.run, s.step, s.state FROM step_run s
       WHERE %s ORDER BY s.run, s.ordinal
      """
          .formatted(IS_DAMAGED);

  // What the state was is lost. A step with a worker is running and one with an end has failed. Any
  // other waits: nothing of a quarantined run starts, and a cancel ends what waits.
  private static final String REPAIR =
      """
      UPDATE step_run s
         SET state = CASE WHEN s.ended_at IS NOT NULL THEN 'failed'
                          WHEN l.leased THEN 'running' ELSE 'waiting' END,
             admitted = s.ended_at IS NULL AND l.leased, not_before = NULL,
             message = 'its stored state was ''' || s.state || ''', which does not exist'
        FROM (SELECT id, EXISTS (SELECT FROM step_queue q
                                  WHERE q.step_run = step_run.id AND q.epoch IS NOT NULL) AS leased
                FROM step_run WHERE run = :run) l
       WHERE s.run = :run AND s.id = l.id AND %s
      """
          .formatted(IS_DAMAGED);

  private final JdbcClient jdbc;

  DamagedSteps(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The first damaged step of a run. */
  record Damaged(UUID run, String step, String state) {
    @Override
    public String toString() {
      return "%s, step '%s'".formatted(run, step);
    }

    /** What is wrong, for the quarantine's reason. */
    UnreadableRowException fault() {
      return UnreadableRowException.state(
          step, new IllegalArgumentException("'%s' is no state".formatted(state)));
    }
  }

  /** One damaged step of each run that has any. */
  List<Damaged> find() {
    return jdbc.sql(FIND)
        .query(
            (row, i) ->
                new Damaged(
                    Columns.uuid(row, "run"), row.getString("step"), row.getString("state")))
        .list();
  }

  /**
   * Gives the damaged steps of a run a state that pages can show and a cancel can end; the caller
   * holds the run's lock.
   *
   * @return how many there were
   */
  int repair(UUID run) {
    return jdbc.sql(REPAIR).param("run", run).update();
  }
}
