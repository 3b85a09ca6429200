package dev.millrace.scheduler.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scheduler.dispatch.Reruns;
import dev.millrace.scheduler.dispatch.Runs;
import dev.millrace.scheduler.dispatch.TestReruns;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reruns beside schedules: a reopened run counts as active again, with all that this means. */
@Tag("slow")
class RerunOverlapTest extends WatchedScheduleTest {
  @Test
  void aReopenedRunOfAQueueingScheduleWaitsUntilItIsAloneAgain() {
    UUID dag = firstOfTwo("overlap: queue");
    UUID first = runIds(dag).getFirst();
    at("2026-11-21T06:01:05Z");
    look();
    assertThat(runStates(dag)).containsExactly("cancelled", "running");

    rerun(first);
    assertThat(runStates(dag)).as("the other is active").containsExactly("queued", "running");
    sweep();
    assertThat(runStates(dag)).as("still").containsExactly("queued", "running");

    server.part(Runs.class).cancel(runIds(dag).getLast(), "test", null);
    sweep();
    assertThat(runStates(dag)).containsExactly("running", "cancelled");
  }

  @Test
  void aTickQueuesBehindAReopenedRun() {
    UUID dag = firstOfTwo("overlap: queue");
    rerun(runIds(dag).getFirst());
    at("2026-11-21T06:01:05Z");
    look();
    assertThat(runStates(dag)).containsExactly("running", "queued");
  }

  @Test
  void aTickIsSkippedForAReopenedRunAndNamesIt() {
    UUID dag = firstOfTwo("overlap: skip");
    UUID first = runIds(dag).getFirst();
    rerun(first);
    at("2026-11-21T06:01:05Z");
    assertThat(look()).isZero();
    assertThat(server.part(Triggers.class).ticks(trigger(dag).id(), null, 1).getFirst().reason())
        .isEqualTo("run %s had not ended (overlap: skip)".formatted(first));
  }

  // One tick became a run, and that was cancelled.
  private UUID firstOfTwo(String overlap) {
    at("2026-11-21T05:59:02Z");
    UUID dag = slow("schedule: { cron: \"* * * * *\", %s }".formatted(overlap));
    at("2026-11-21T06:00:05Z");
    look();
    server.part(Runs.class).cancel(runIds(dag).getFirst(), "test", null);
    return dag;
  }

  private static void rerun(UUID run) {
    server.part(Reruns.class).rerun(TestReruns.failed(run));
  }
}
