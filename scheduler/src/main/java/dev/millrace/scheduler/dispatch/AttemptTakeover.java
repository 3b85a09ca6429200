package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.dispatch.AttemptEnds.Ending;
import dev.millrace.scheduler.dispatch.AttemptEnds.Retry;
import dev.millrace.scheduler.dispatch.AttemptSql.Loaded;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ends attempts that their workers do not end: they are gone, hang, or cannot report. The worker
 * gets the command to drop what it still holds.
 */
final class AttemptTakeover {
  private final HotSql sql;
  private final AttemptEnds ends;

  AttemptTakeover(HotSql sql, AttemptEnds ends) {
    this.sql = sql;
    this.ends = ends;
  }

  /**
   * How they end.
   *
   * @param cause null only for a cancel
   * @param why for people
   */
  record End(AttemptState state, @Nullable Cause cause, String why, Retry retry) {}

  /** Ends leased attempts of the edit's run; the caller has looked at them under its lock. */
  void end(RunEdit edit, List<Loaded> leased, End end) {
    sql.queue()
        .release(
            leased.stream().map(Loaded::stepRun).toList(),
            leased.stream().map(Loaded::epoch).toList());
    sql.attempts()
        .takeAway(leased.stream().map(Loaded::id).toList(), end.state(), end.cause(), end.why());
    ends.apply(edit, leased.stream().map(attempt -> ending(attempt, end)).toList());
    leased.stream()
        .map(Loaded::session)
        .filter(Objects::nonNull)
        .forEach(session -> edit.ring(BellKey.session(session)));
  }

  private static Ending ending(Loaded attempt, End end) {
    return new Ending(
        attempt.id(),
        attempt.stepRun(),
        attempt.number(),
        end.state(),
        end.cause(),
        end.why(),
        null,
        null,
        end.retry());
  }
}
