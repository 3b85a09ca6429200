package dev.millrace.scheduler.dispatch;

import dev.millrace.scheduler.dispatch.NewRerun.Version;
import dev.millrace.scheduler.engine.Reopening.Only;
import java.util.List;
import java.util.UUID;

/** What tests ask of a rerun. */
public final class TestReruns {
  private TestReruns() {}

  /** Every failed step with what is behind it, as it was. */
  public static NewRerun failed(UUID run) {
    return new NewRerun(run, Only.FAILED, List.of(), false, true, Version.ORIGINAL, "test", null);
  }

  /** Every failed step with what is behind it, on the newest version and files. */
  static NewRerun latest(UUID run) {
    return new NewRerun(run, Only.FAILED, List.of(), false, true, Version.LATEST, "test", "fixed");
  }

  /** A step with what is behind it. */
  static NewRerun from(UUID run, String step) {
    return selected(run, List.of(step), false, true);
  }

  static NewRerun selected(UUID run, List<String> steps, boolean upstream, boolean downstream) {
    return new NewRerun(
        run, Only.SELECTED, steps, upstream, downstream, Version.ORIGINAL, "test", null);
  }
}
