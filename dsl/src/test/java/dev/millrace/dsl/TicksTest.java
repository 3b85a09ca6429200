package dev.millrace.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicksTest {
  @Test
  void equalStepsBeginOnTheirOwnMultiples() {
    assertThat(after(Schedule.every("15m"), "2026-11-21T10:07:00Z", 2))
        .containsExactly("2026-11-21T10:15:00Z", "2026-11-21T10:30:00Z");
    assertThat(after(Schedule.every("15m"), "2026-11-21T10:15:00Z", 1))
        .containsExactly("2026-11-21T10:30:00Z");
  }

  @Test
  void equalStepsAreCountedFromTheStartAndTheStartIsTheFirst() {
    Schedule schedule = Schedule.every("45m").start(Instant.parse("2026-11-21T09:10:00Z"));
    assertThat(after(schedule, "2026-11-01T00:00:00Z", 2))
        .containsExactly("2026-11-21T09:10:00Z", "2026-11-21T09:55:00Z");
  }

  @Test
  void equalStepsTakeNoNoticeOfClockChanges() {
    Schedule schedule = Schedule.every("6h").zone("Europe/Berlin");
    assertThat(after(schedule, "2026-10-24T18:00:00Z", 3))
        .containsExactly("2026-10-25T00:00:00Z", "2026-10-25T06:00:00Z", "2026-10-25T12:00:00Z");
  }

  @Test
  void startAndEndBelongToTheSchedule() {
    Schedule schedule =
        Schedule.cron("@daily")
            .start(Instant.parse("2026-11-21T00:00:00Z"))
            .end(Instant.parse("2026-11-23T00:00:00Z"));
    assertThat(after(schedule, "2020-01-01T00:00:00Z", 10))
        .containsExactly("2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z");
  }

  @Test
  void theTickBeforeIsFoundHoweverFarItLiesBack() {
    assertThat(before("* * * * *", "2026-11-21T00:00:00Z")).isEqualTo("2026-11-20T23:59:00Z");
    assertThat(before("0 6 * * *", "2026-11-21T06:00:00Z")).isEqualTo("2026-11-20T06:00:00Z");
    assertThat(before("0 6 1 * *", "2026-11-01T06:00:00Z")).isEqualTo("2026-10-01T06:00:00Z");
    assertThat(before("0 0 1 1 *", "2026-01-01T00:00:00Z")).isEqualTo("2025-01-01T00:00:00Z");
    assertThat(before("0 0 29 2 *", "2104-02-29T00:00:00Z")).isEqualTo("2096-02-29T00:00:00Z");
    assertThat(Ticks.of(Schedule.every("1h")).before(Instant.parse("2026-01-01T00:00:00Z")))
        .isEqualTo("2025-12-31T23:00:00Z");
  }

  private static Instant before(String cron, String tick) {
    return Ticks.of(Schedule.cron(cron)).before(Instant.parse(tick));
  }

  private static List<String> after(Schedule schedule, String instant, int most) {
    Ticks ticks = Ticks.of(schedule);
    List<String> found = new ArrayList<>();
    Instant tick = ticks.after(Instant.parse(instant));
    while (tick != null && found.size() < most) {
      found.add(tick.toString());
      tick = ticks.after(tick);
    }
    return found;
  }
}
