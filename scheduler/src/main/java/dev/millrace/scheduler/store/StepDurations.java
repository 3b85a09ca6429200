package dev.millrace.scheduler.store;

import java.util.Collection;
import java.util.List;
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
   * The attempt in which a step succeeded in an earlier run.
   *
   * @param mapPath which item of a mapped step; empty: not mapped
   */
  public record Past(UUID run, String step, List<Integer> mapPath, UUID attempt) {}

  /**
   * In which attempts the steps succeeded in the newest runs of the same Dag before this one, the
   * oldest first.
   *
   * @param runs in how many runs to look
   */
  public List<Past> past(UUID run, Collection<String> steps, int runs) {
    return jdbc.sql(
            """
            SELECT other.id AS run, s.step, s.map_path, last.id AS attempt
              FROM run this
             CROSS JOIN LATERAL (
               SELECT id FROM run WHERE dag = this.dag AND id < this.id
                ORDER BY id DESC LIMIT :runs) other
              JOIN step_run s ON s.run = other.id AND s.step = ANY (:steps)
             CROSS JOIN LATERAL (
               SELECT id FROM attempt WHERE step_run = s.id AND state = 'succeeded'
                ORDER BY number DESC LIMIT 1) last
             WHERE this.id = :run
             ORDER BY other.id
            """)
        .param("run", run)
        .param("steps", SqlArrays.texts(steps))
        .param("runs", runs)
        .query(
            (row, i) ->
                new Past(
                    Columns.uuid(row, "run"),
                    row.getString("step"),
                    Columns.ints(row, "map_path"),
                    Columns.uuid(row, "attempt")))
        .list();
  }

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
