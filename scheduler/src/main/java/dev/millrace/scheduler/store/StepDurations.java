package dev.millrace.scheduler.store;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long steps took before. Changes nothing. */
public final class StepDurations {
  private static final int RUNS = 20;

  private final JdbcClient jdbc;

  StepDurations(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What a step usually takes.
   *
   * @param medianSeconds from its start on the worker to its end; null: no attempt is known
   * @param attempts how many the median is of
   */
  public record Usual(@Nullable Double medianSeconds, int attempts) {}

  /**
   * The median over the successful attempts of the step in the newest 20 other runs of the run's
   * Dag; empty if there is no such run.
   */
  public Optional<Usual> usual(UUID run, String step) {
    return jdbc.sql(
            """
            SELECT past.median, past.attempts
              FROM run this
             CROSS JOIN LATERAL (
               SELECT percentile_cont(0.5) WITHIN GROUP (
                        ORDER BY extract(epoch FROM a.ended_at - a.started_at)) AS median,
                      count(*)::int AS attempts
                 FROM (SELECT id FROM run WHERE dag = this.dag AND id <> this.id
                        ORDER BY id DESC LIMIT :runs) other
                 JOIN step_run s ON s.run = other.id AND s.step = :step
                 JOIN attempt a ON a.step_run = s.id
                WHERE a.state = 'succeeded' AND a.started_at IS NOT NULL) past
             WHERE this.id = :run
            """)
        .param("run", run)
        .param("step", step)
        .param("runs", RUNS)
        .query(
            (row, i) ->
                new Usual(
                    row.getObject("median") == null ? null : row.getDouble("median"),
                    row.getInt("attempts")))
        .optional();
  }
}
