package dev.millrace.scheduler.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scheduler.dispatch.Runs;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ticks that fall due while a run of their Dag has not ended. */
@Tag("slow")
class OverlapTest extends WatchedScheduleTest {
  @Test
  void allowStartsBesideTheOthers() {
    UUID dag = twoTicks("overlap: allow", "");
    assertThat(runStates(dag)).containsExactly("running", "running");
  }

  @Test
  void skipStartsNothingAndSaysWhichRunWasInTheWay() {
    UUID dag = twoTicks("overlap: skip", "");
    assertThat(runStates(dag)).containsExactly("running");
    assertThat(ticks(dag))
        .containsExactly("2026-11-21T06:00:00Z run", "2026-11-21T06:01:00Z skipped");
    TickRecord skipped = server.part(Triggers.class).ticks(trigger(dag).id(), null, 1).getFirst();
    assertThat(skipped.reason())
        .isEqualTo("run %s had not ended (overlap: skip)".formatted(runIds(dag).getFirst()));
  }

  @Test
  void queueWaitsUntilNoOtherRunIsActive() {
    UUID dag = twoTicks("overlap: queue", "");
    assertThat(runStates(dag)).containsExactly("running", "queued");
    assertThat(ticks(dag)).allSatisfy(tick -> assertThat(tick).endsWith(" run"));
    sweep();
    assertThat(runStates(dag)).as("still").containsExactly("running", "queued");

    server.part(Runs.class).cancel(runIds(dag).getFirst(), "test", null);
    sweep();
    assertThat(runStates(dag)).containsExactly("cancelled", "running");
  }

  @Test
  void catchUpIsJudgedTickByTick() {
    at("2026-11-21T05:59:02Z");
    UUID skip = slow("schedule: { cron: \"* * * * *\", catchup: all, overlap: skip }");
    UUID queue = slow("schedule: { cron: \"* * * * *\", catchup: all, overlap: queue }");
    at("2026-11-21T06:02:02Z");
    look();
    assertThat(runStates(skip)).containsExactly("running");
    assertThat(ticks(skip)).hasSize(3);
    assertThat(runStates(queue)).containsExactly("running", "queued", "queued");
  }

  @Test
  void overlapIsJudgedBeforeMaxActiveRuns() {
    UUID allow = twoTicks("overlap: allow", "maxActiveRuns: 1");
    assertThat(runStates(allow)).containsExactly("running", "queued");
    UUID skip = twoTicks("overlap: skip", "maxActiveRuns: 1");
    assertThat(runStates(skip)).containsExactly("running");
  }

  private UUID twoTicks(String overlap, String more) {
    at("2026-11-21T05:59:02Z");
    UUID dag = slow("schedule: { cron: \"* * * * *\", %s }\n%s".formatted(overlap, more));
    at("2026-11-21T06:00:05Z");
    look();
    at("2026-11-21T06:01:05Z");
    look();
    return dag;
  }
}
