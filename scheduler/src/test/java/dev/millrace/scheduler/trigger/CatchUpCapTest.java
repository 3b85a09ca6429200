package dev.millrace.scheduler.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More missed ticks than anybody wants runs for. */
@Tag("slow")
class CatchUpCapTest extends ScheduleTest {
  @Test
  void row34CatchUpIsCappedAndTheRestIsListedAsMissed() {
    at("2026-11-21T05:30:00Z");
    UUID dag =
        quick(
            "schedule: { every: 1m, start: 2026-11-01T00:00:00Z, catchup: all, maxCatchup: 150 }");
    assertThat(server.poll()).as("150 that were missed, and 05:30").isEqualTo(151);
    assertThat(runs(dag).getFirst()).isEqualTo("2026-11-21T03:00:00Z");
    assertThat(ticks(dag).getFirst())
        .isEqualTo("2026-11-01T00:00:00Z skipped " + (20 * 24 + 3) * 60);
    assertThat(server.poll()).isZero();
  }
}
