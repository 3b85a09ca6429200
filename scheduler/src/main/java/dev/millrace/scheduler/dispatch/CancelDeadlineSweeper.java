package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.dispatch.AttemptEnds.Retry;
import dev.millrace.scheduler.dispatch.AttemptSql.Loaded;
import dev.millrace.scheduler.dispatch.AttemptTakeover.End;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.store.Columns;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ends attempts of stopped runs whose worker should have done it and did not, although its
 * heartbeats go on: a cancel always ends.
 */
final class CancelDeadlineSweeper implements Sweeper {
  private static final Logger log = LoggerFactory.getLogger(CancelDeadlineSweeper.class);

  /**
   * What a worker has for ending an attempt in good order (12 s), for storing its notebook, and for
   * reporting it, even if the server fails with that for a while.
   */
  static final Duration GRACE = Duration.ofMinutes(2);

  // Starts at what is leased, which is as much as is in flight, and not at all attempts.
  private static final String OVERDUE =
      """
      SELECT q.run, a.id
        FROM step_queue q JOIN attempt a ON a.id = q.attempt
       WHERE q.epoch IS NOT NULL
         AND a.interrupt_requested_at + :grace * interval '1 second' <= millrace_clock()
      """;

  private final IsolatedBatch batch = new IsolatedBatch("ending a cancelled attempt:");
  private final JdbcClient jdbc;
  private final RunTransactions runs;
  private final AttemptSql attempts;
  private final AttemptTakeover takeover;

  CancelDeadlineSweeper(
      JdbcClient jdbc, RunTransactions runs, HotSql sql, AttemptTakeover takeover) {
    this.jdbc = jdbc;
    this.runs = runs;
    this.attempts = sql.attempts();
    this.takeover = takeover;
  }

  private record Overdue(UUID run, UUID attempt) {}

  @Override
  public String name() {
    return "cancel deadlines";
  }

  @Override
  public int sweep() {
    return batch.sum(
        jdbc.sql(OVERDUE)
            .param("grace", GRACE.toSeconds())
            .query((row, i) -> new Overdue(Columns.uuid(row, "run"), Columns.uuid(row, "id")))
            .list(),
        overdue -> runs.within(overdue.run(), edit -> end(edit, overdue.attempt())).orElse(0));
  }

  // Looked at again under the run's lock: a completion or a loss may have come first.
  private int end(RunEdit edit, UUID attempt) {
    List<Loaded> held = attempts.load(List.of(attempt)).stream().filter(Loaded::leased).toList();
    if (held.isEmpty()) {
      return 0;
    }
    String why =
        "was cancelled, and its worker did not end it within %d s".formatted(GRACE.toSeconds());
    takeover.end(edit, held, new End(AttemptState.CANCELLED, null, why, Retry.NEVER));
    log.warn(
        "attempt {} in run {} {}: it is ended here, and the worker gets the command to drop it",
        attempt,
        edit.run(),
        why);
    return held.size();
  }
}
