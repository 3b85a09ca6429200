package dev.millrace.api.runs;

import dev.millrace.scheduler.dispatch.NewRerun;
import dev.millrace.scheduler.engine.Reopening;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps of a run that someone wants to go again.
 *
 * @param steps ids of the steps in question; absent: all
 * @param only which of those: failed also means cancelled or ended because an upstream step failed;
 *     absent: selected where steps are named, else failed
 * @param upstream also everything upstream of them; absent: no
 * @param downstream also everything downstream of all those; absent: yes
 * @param version what they do: the run's own version and files, or the newest; absent: original
 * @param dryRun answer what would be touched, and change nothing; absent: no
 * @param reason shown with the rerun
 */
record RerunRequest(
    @Nullable List<String> steps,
    Reopening.@Nullable Only only,
    @Nullable Boolean upstream,
    @Nullable Boolean downstream,
    NewRerun.@Nullable Version version,
    @Nullable Boolean dryRun,
    @Nullable String reason) {

  /** Everything by default. */
  static final RerunRequest DEFAULTS = new RerunRequest(null, null, null, null, null, null, null);

  boolean isDryRun() {
    return Boolean.TRUE.equals(dryRun);
  }
}
