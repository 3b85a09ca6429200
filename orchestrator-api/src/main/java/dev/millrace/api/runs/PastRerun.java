package dev.millrace.api.runs;

import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.store.RerunRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One reopening of a run, and what it undid.
 *
 * @param steps ids of the steps that were chosen; what follows them went again with them
 * @param dagVersion number of the version that its steps ran; absent: the run's own
 * @param deployment number of the deployment whose files they were given; absent: the run's own
 * @param undone the end that the run had before; absent: it was running
 */
record PastRerun(
    int number,
    String by,
    Instant at,
    @Nullable String reason,
    List<String> steps,
    @Nullable Integer dagVersion,
    @Nullable Integer deployment,
    @Nullable RunEnd undone) {

  /**
   * An end of a run that no longer holds.
   *
   * @param outputs the run's own result then; absent: it had none
   */
  record RunEnd(
      RunState state, @Nullable String stateText, Instant at, @Nullable JsonNode outputs) {}

  static PastRerun of(RerunRecord rerun) {
    RerunRecord.End end = rerun.undone();
    return new PastRerun(
        rerun.number(),
        rerun.by(),
        rerun.at(),
        rerun.reason(),
        rerun.steps(),
        rerun.dagVersion(),
        rerun.deployment(),
        end == null ? null : new RunEnd(end.state(), end.stateText(), end.at(), end.outputs()));
  }
}
