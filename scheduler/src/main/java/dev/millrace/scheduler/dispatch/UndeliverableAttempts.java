package dev.millrace.scheduler.dispatch;

import dev.millrace.dsl.StorableText;
import dev.millrace.scheduler.dispatch.AttemptEnds.Retry;
import dev.millrace.scheduler.dispatch.AttemptSql.Loaded;
import dev.millrace.scheduler.dispatch.AttemptTakeover.End;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.Cause;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends attempts whose workers tried to report their end and could not. */
final class UndeliverableAttempts {
  private static final Logger log = LoggerFactory.getLogger(UndeliverableAttempts.class);

  private static final int MAX_REASON = 1 << 10;

  private final IsolatedBatch batch =
      new IsolatedBatch("ending an attempt that cannot be reported:");
  private final RunTransactions runs;
  private final AttemptSql attempts;
  private final AttemptTakeover takeover;

  UndeliverableAttempts(RunTransactions runs, HotSql sql, AttemptTakeover takeover) {
    this.runs = runs;
    this.attempts = sql.attempts();
    this.takeover = takeover;
  }

  /**
   * Ends those that the session still has as failed for the platform's reasons.
   *
   * @param reasons by attempt, as their worker says
   * @return how many were ended
   */
  int end(UUID session, Map<UUID, String> reasons) {
    return batch.sum(
        reasons.keySet(),
        attempt ->
            attempts
                .runOf(attempt)
                .flatMap(run -> runs.within(run, edit -> end(edit, session, attempt, reasons)))
                .orElse(0));
  }

  private int end(RunEdit edit, UUID session, UUID attempt, Map<UUID, String> reasons) {
    List<Loaded> held =
        attempts.load(List.of(attempt)).stream()
            .filter(a -> a.leased() && session.equals(a.session()))
            .toList();
    if (held.isEmpty()) {
      return 0;
    }
    String reason = StorableText.cleaned(reasons.getOrDefault(attempt, ""));
    String why =
        "COMPLETION_UNDELIVERABLE: it ended, but the server could not take its worker's report: "
            + reason.substring(0, Math.min(MAX_REASON, reason.length()));
    takeover.end(edit, held, new End(AttemptState.FAILED, Cause.PLATFORM, why, Retry.BY_BUDGET));
    log.warn(
        "attempt {} in run {} is ended as failed, and its worker gets the command to drop it: {}",
        attempt,
        edit.run(),
        why);
    return held.size();
  }
}
