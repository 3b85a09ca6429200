package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.store.Columns;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps a pool that grants nothing from using up a run's limit of active steps: takes the run's
 * steps back from it, so that steps for other pools are admitted.
 */
final class AdmissionSweeper implements Sweeper {
  private static final Logger log = LoggerFactory.getLogger(AdmissionSweeper.class);

  private static final String STALLED =
      """
      SELECT DISTINCT q.run, q.pool
        FROM step_queue q
        JOIN run r ON r.id = q.run
       WHERE q.epoch IS NULL AND r.max_active_steps IS NOT NULL AND r.state = 'running'
         AND q.queued_at < millrace_now() - interval '5 seconds'
         AND NOT EXISTS (SELECT 1 FROM step_queue l
                          WHERE l.run = q.run AND l.pool = q.pool
                            AND l.leased_at >= millrace_now() - interval '5 seconds')
         AND EXISTS (SELECT 1 FROM step_run s
                      WHERE s.run = q.run AND s.state = 'ready' AND NOT s.admitted
                        AND s.pool <> q.pool)
      """;

  private final IsolatedBatch batch = new IsolatedBatch("taking steps back from a stalled pool:");
  private final JdbcClient jdbc;
  private final RunTransactions runs;
  private final QueueSql queue;

  AdmissionSweeper(JdbcClient jdbc, RunTransactions runs, HotSql sql) {
    this.jdbc = jdbc;
    this.runs = runs;
    this.queue = sql.queue();
  }

  private record Stalled(UUID run, String pool) {}

  @Override
  public String name() {
    return "admissions";
  }

  @Override
  public int sweep() {
    return batch.sum(
        jdbc.sql(STALLED)
            .query((row, i) -> new Stalled(Columns.uuid(row, "run"), row.getString("pool")))
            .list(),
        this::withdraw);
  }

  private int withdraw(Stalled stalled) {
    int withdrawn =
        runs.within(
                stalled.run(),
                edit -> {
                  int taken = edit.isRunning() ? queue.withdraw(edit.run(), stalled.pool()) : 0;
                  if (taken > 0) {
                    edit.admitElsewhere(stalled.pool());
                  }
                  return taken;
                })
            .orElse(0);
    if (withdrawn > 0) {
      log.info(
          "pool {} granted run {} nothing for 5 s: {} of its steps make room for other pools",
          stalled.pool(),
          stalled.run(),
          withdrawn);
    }
    return withdrawn;
  }
}
