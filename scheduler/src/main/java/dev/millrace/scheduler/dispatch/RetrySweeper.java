package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Readies retries that are due in runs where nothing else happens. */
final class RetrySweeper implements Sweeper {
  private static final String DUE =
      """
      SELECT DISTINCT s.run FROM step_run s JOIN run r ON r.id = s.run
       WHERE s.state = 'retry_wait' AND s.not_before <= millrace_clock()
         AND r.quarantined_at IS NULL
      """;

  private final IsolatedBatch batch = new IsolatedBatch("readying the retries of run");
  private final JdbcClient jdbc;
  private final RunTransactions runs;

  RetrySweeper(JdbcClient jdbc, RunTransactions runs) {
    this.jdbc = jdbc;
    this.runs = runs;
  }

  @Override
  public String name() {
    return "retries";
  }

  // Any transaction under the run's lock readies what is due; this one has nothing else to do.
  @Override
  public int sweep() {
    return batch.sum(
        jdbc.sql(DUE).query((row, i) -> Columns.uuid(row, "run")).list(),
        run -> runs.within(run, edit -> 1).orElse(0));
  }
}
