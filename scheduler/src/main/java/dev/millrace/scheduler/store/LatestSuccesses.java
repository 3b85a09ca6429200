package dev.millrace.scheduler.store;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The newest successful attempts of steps. Changes nothing. */
public final class LatestSuccesses {
  private final JdbcClient jdbc;

  LatestSuccesses(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A successful attempt.
   *
   * @param run the run that it belongs to
   */
  public record Success(UUID run, UUID attempt) {}

  /**
   * The successful attempt of the step in the successful run with the latest logical time; of two
   * runs with the same one, the newer run. A backfill of an older day never takes its place. Empty
   * if no run in which the step succeeded has succeeded.
   */
  public Optional<Success> of(UUID dag, String step) {
    // The index run_succeeded (V80) gives the runs in this order; one step and one attempt a run.
    return jdbc.sql(
            """
            SELECT r.id AS run, a.id AS attempt
              FROM run r
              JOIN step_run s ON s.run = r.id AND s.step = :step AND s.map_path = '{}'
              JOIN LATERAL (SELECT id FROM attempt
                             WHERE step_run = s.id AND state = 'succeeded'
                             ORDER BY number DESC LIMIT 1) a ON true
             WHERE r.dag = :dag AND r.state = 'succeeded' AND s.state = 'succeeded'
             ORDER BY r.logical_time DESC, r.id DESC
             LIMIT 1
            """)
        .param("dag", dag)
        .param("step", step)
        .query((row, i) -> new Success(Columns.uuid(row, "run"), Columns.uuid(row, "attempt")))
        .optional();
  }
}
