package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.RunProgress.Course;
import dev.millrace.scheduler.store.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Times out runs whose deadline has passed. */
final class DeadlineSweeper implements Sweeper {
  private static final String OVERDUE =
      """
      SELECT id FROM run
       WHERE ended_at IS NULL AND deadline <= millrace_now() AND state = 'running'
      """;

  private final IsolatedBatch batch = new IsolatedBatch("timing out run");
  private final JdbcClient jdbc;
  private final Stops stops;

  DeadlineSweeper(JdbcClient jdbc, Stops stops) {
    this.jdbc = jdbc;
    this.stops = stops;
  }

  @Override
  public String name() {
    return "deadlines";
  }

  @Override
  public int sweep() {
    return batch.sum(
        jdbc.sql(OVERDUE).query((row, i) -> Columns.uuid(row, "id")).list(),
        run -> stops.stop(run, Course.TIMED_OUT, "its deadline", null) ? 1 : 0);
  }
}
