package dev.millrace.scheduler.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.Catchup;
import dev.millrace.dsl.Schedule;
import dev.millrace.dsl.Ticks;
import dev.millrace.scheduler.trigger.TickPlan.Entry;
import dev.millrace.scheduler.trigger.TickPlan.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TickPlanTest {
  private static final Instant SIX = Instant.parse("2026-11-21T06:00:00Z");
  private static final Schedule HOURLY = Schedule.cron("@hourly");

  @Test
  void nothingIsDueBeforeTheFirstTick() {
    TickPlan plan = plan(HOURLY, SIX, SIX.plusSeconds(3599), null);
    assertThat(plan.entries()).isEmpty();
    assertThat(plan.watermark()).isEqualTo(SIX.plusSeconds(3599));
    assertThat(plan.next()).isEqualTo(SIX.plusSeconds(3600));
    assertThat(plan.hasMore(SIX.plusSeconds(3599))).isFalse();
  }

  @Test
  void aTickOfSixtySecondsIsOnTimeAndALaterOneIsNot() {
    assertThat(plan(HOURLY, SIX.minusSeconds(1), SIX.plusSeconds(60), null).entries())
        .containsExactly(new Entry.Start(SIX));
    assertThat(plan(HOURLY, SIX.minusSeconds(1), SIX.plusSeconds(61), null).entries())
        .containsExactly(new Entry.Without(SIX, SIX, 1, Reason.LATE));
  }

  @Test
  void aWatermarkNeverFallsWhenTheClockWentBack() {
    TickPlan plan = plan(HOURLY, SIX, SIX.minusSeconds(600), null);
    assertThat(plan.entries()).isEmpty();
    assertThat(plan.watermark()).isEqualTo(SIX);
  }

  @Test
  void aPlanThatIsCutGoesOnWhereItStopped() {
    Schedule all = HOURLY.catchup(Catchup.ALL);
    Instant now = SIX.plus(Duration.ofHours(5)).plusSeconds(90);
    TickPlan first = TickPlan.of(all, Ticks.of(all), SIX, now, null, 2);
    assertThat(first.entries())
        .containsExactly(
            new Entry.Start(SIX.plusSeconds(3600)), new Entry.Start(SIX.plusSeconds(7200)));
    assertThat(first.watermark()).isEqualTo(SIX.plusSeconds(7200));
    assertThat(first.next()).isEqualTo(SIX.plusSeconds(10_800));
    assertThat(first.hasMore(now)).isTrue();

    TickPlan second = TickPlan.of(all, Ticks.of(all), first.watermark(), now, null, 3);
    assertThat(second.entries()).hasSize(3);
    assertThat(second.hasMore(now)).isFalse();
    assertThat(second.watermark()).isEqualTo(now);
  }

  @Test
  void aStretchThatIsPartlyPausedAndPartlyLateIsTwo() {
    Instant resumed = SIX.plus(Duration.ofHours(2)).plusSeconds(10);
    TickPlan plan = plan(HOURLY, SIX, SIX.plus(Duration.ofHours(4)).plusSeconds(90), resumed);
    assertThat(plan.entries())
        .containsExactly(
            new Entry.Without(SIX.plusSeconds(3600), SIX.plusSeconds(7200), 2, Reason.PAUSED),
            new Entry.Without(SIX.plusSeconds(10_800), SIX.plusSeconds(14_400), 2, Reason.LATE));
  }

  /** Whenever somebody looks, and however often: each tick is judged once, and none is left out. */
  @ParameterizedTest
  @EnumSource(Catchup.class)
  void everyTickIsJudgedExactlyOnce(Catchup catchup) {
    Schedule schedule = Schedule.cron("*/7 * * * *").catchup(catchup).maxCatchup(5);
    Ticks ticks = Ticks.of(schedule);
    Random random = new Random(7);
    Instant watermark = SIX;
    Instant now = SIX;
    int judged = 0;
    for (int i = 0; i < 500; i++) {
      now = now.plusSeconds(random.nextInt(3_000));
      Instant missed = random.nextInt(5) == 0 ? now : null;
      TickPlan plan;
      do {
        plan = TickPlan.of(schedule, ticks, watermark, now, missed, 3);
        judged += plan.entries().stream().mapToInt(TickPlanTest::size).sum();
        watermark = plan.watermark();
      } while (plan.hasMore(now));
    }
    List<Instant> all = new ArrayList<>();
    for (Instant t = ticks.after(SIX); t != null && !t.isAfter(now); t = ticks.after(t)) {
      all.add(t);
    }
    assertThat(judged).isEqualTo(all.size()).isPositive();
  }

  private static int size(Entry entry) {
    return switch (entry) {
      case Entry.Start start -> 1;
      case Entry.Without without -> without.count();
    };
  }

  private static TickPlan plan(
      Schedule schedule, Instant watermark, Instant now, @Nullable Instant missedUntil) {
    return TickPlan.of(schedule, Ticks.of(schedule), watermark, now, missedUntil, 100);
  }
}
