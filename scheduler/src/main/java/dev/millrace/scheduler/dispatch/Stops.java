package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.engine.RunProgress.Course;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.engine.StepState;
import dev.millrace.scheduler.store.Json;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** Stops runs: by a cancel, or because their time is up. */
final class Stops {
  private static final String REQUESTED =
      """
      UPDATE run SET cancel_requested_at = millrace_clock(), cancel_requested_by = :by,
                     cancel_reason = :reason
       WHERE id = :run
      """;

  private final JdbcClient jdbc;
  private final RunTransactions runs;
  private final HotSql sql;

  Stops(JdbcClient jdbc, RunTransactions runs, HotSql sql) {
    this.jdbc = jdbc;
    this.runs = runs;
    this.sql = sql;
  }

  /**
   * Ends every step that is not with a worker and asks workers to end the others.
   *
   * @return whether this call is what stops the run
   * @throws NoSuchRunException when there is no such run
   */
  boolean stop(UUID run, Course course, String by, @Nullable String reason) {
    String why = reason == null || reason.isBlank() ? null : reason.strip();
    return runs.within(run, edit -> stop(edit, course, by, why))
        .orElseThrow(() -> new NoSuchRunException(run));
  }

  private boolean stop(RunEdit edit, Course course, String by, @Nullable String reason) {
    if (edit.header().state().isTerminal() || edit.isStopping()) {
      return false;
    }
    String message = course == Course.TIMED_OUT ? "the run's time was up" : cancelled(by, reason);
    ObjectNode data = Json.object().put("message", message);
    if (reason != null) {
      data.put("reason", reason);
    }
    edit.event("run_cancelling", data);
    // First the queue: what is not free any more after this statement is live and is left to its
    // worker.
    sql.queue().withdraw(edit.run());
    List<String> ended = sql.steps().cancelIdle(edit.run(), message);
    ended.forEach(
        step -> edit.event("step_ended", RunEvents.ended(step, StepState.CANCELLED, message)));
    List<QueueSql.Live> live = sql.queue().live(edit.run());
    sql.attempts().interrupt(live.stream().map(QueueSql.Live::attempt).toList());
    live.stream()
        .map(QueueSql.Live::session)
        .forEach(
            session -> {
              if (session != null) {
                edit.ring(BellKey.session(session));
              }
            });
    if (course == Course.CANCELLED) {
      jdbc.sql(REQUESTED).param("run", edit.run()).param("by", by).param("reason", reason).update();
    }
    if (!live.isEmpty() && edit.header().state() == RunState.RUNNING) {
      sql.runs().cancelling(edit.run());
    }
    edit.stop(course, ended.size());
    return true;
  }

  /** The same words as {@link Sessions} has for workers. */
  private static String cancelled(String by, @Nullable String reason) {
    return "cancelled by " + by + (reason == null ? "" : ": " + reason);
  }
}
