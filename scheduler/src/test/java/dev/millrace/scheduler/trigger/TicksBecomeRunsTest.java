package dev.millrace.scheduler.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scheduler.store.RunFilter;
import dev.millrace.scheduler.store.RunReads;
import dev.millrace.scheduler.store.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A schedule that is on time. */
@Tag("slow")
class TicksBecomeRunsTest extends WatchedScheduleTest {
  @Test
  void aTickStartsOneRunHoweverOftenSomebodyLooks() {
    at("2026-11-21T05:59:02Z");
    UUID dag = quick("schedule: { cron: \"0 6 * * *\" }");
    assertThat(look()).isZero();

    at("2026-11-21T06:00:05Z");
    assertThat(look()).isEqualTo(1);
    assertThat(look()).isZero();
    assertThat(server.part(Ticker.class).tick(trigger(dag).id())).isZero();

    assertThat(ticks(dag)).containsExactly("2026-11-21T06:00:00Z run");
    assertThat(runs(dag)).containsExactly("2026-11-21T06:00:00Z");
    assertThat(trigger(dag).nextTickAt()).isEqualTo("2026-11-22T06:00:00Z");
  }

  @Test
  void aRunKnowsWhatStartedItAndWhichTimeItIsAbout() {
    at("2026-11-21T05:59:02Z");
    UUID dag =
        quick(
            """
            parameters: { region: { type: string }, factors: { type: integer, default: 16 } }
            triggers:
              - { name: tick, kind: schedule, cron: "0 6 * * *", parameters: { region: eu } }
              - { name: before, kind: schedule, cron: "1 6 * * *", zone: Asia/Kathmandu,
                  interval: previous, parameters: { region: ap } }
            """);
    at("2026-11-21T06:00:05Z");
    look();
    RunRecord tick = onlyRun(dag);
    assertThat(tick.triggerKind()).isEqualTo("schedule");
    assertThat(tick.triggerName()).isEqualTo("tick");
    assertThat(tick.createdBy()).isEqualTo("schedule tick");
    assertThat(tick.parameters().get("region").asString()).isEqualTo("eu");
    assertThat(tick.parameters().get("factors").asInt()).isEqualTo(16);
    assertThat(tick.givenParameters()).containsExactly("region");
    assertThat(tick.dataIntervalStart()).isEqualTo("2026-11-21T06:00:00Z");
    assertThat(tick.dataIntervalEnd()).isEqualTo("2026-11-21T06:00:00Z");

    at("2026-11-22T00:16:10Z"); // 06:01 in Nepal
    database.jdbc().sql("DELETE FROM tick").update();
    look();
    RunRecord before =
        server.part(RunReads.class).runs(filter(dag)).stream()
            .filter(run -> "before".equals(run.triggerName()))
            .findFirst()
            .orElseThrow();
    assertThat(before.logicalTime()).isEqualTo("2026-11-21T00:16:00Z");
    assertThat(before.dataIntervalStart()).isEqualTo("2026-11-21T00:16:00Z");
    assertThat(before.dataIntervalEnd()).isEqualTo("2026-11-22T00:16:00Z");
    assertThat(
            database
                .jdbc()
                .sql("SELECT zone FROM run WHERE id = :run")
                .param("run", before.id())
                .query(String.class)
                .single())
        .isEqualTo("Asia/Kathmandu");
  }

  @Test
  void startAndEndBoundTheTicks() {
    at("2026-11-21T05:00:00Z");
    UUID dag =
        quick(
            "schedule: { every: 30m, start: 2026-11-21T05:45:00Z, end: 2026-11-21T06:15:00Z, catchup: all }");
    at("2026-11-21T09:00:00Z");
    look();
    assertThat(runs(dag)).containsExactly("2026-11-21T05:45:00Z", "2026-11-21T06:15:00Z");
    assertThat(trigger(dag).nextTickAt()).isNull();
  }

  @Test
  void severalTriggersOfOneDagTickForThemselves() {
    at("2026-11-21T05:59:02Z");
    UUID dag =
        quick(
            """
            schedule: { cron: "0 6 * * *" }
            triggers:
              - { name: also, kind: schedule, cron: "0 * * * *" }
            """);
    at("2026-11-21T06:00:05Z");
    assertThat(look()).isEqualTo(2);
    assertThat(runs(dag)).containsExactly("2026-11-21T06:00:00Z", "2026-11-21T06:00:00Z");
  }

  @Test
  void aDagThatMayStartNothingGetsAnErrorForItsTickAndHarmsNoOther() {
    at("2026-11-21T05:59:02Z");
    UUID sick = quick("schedule: { cron: \"0 6 * * *\" }");
    UUID well = quick("schedule: { cron: \"0 6 * * *\" }");
    database
        .jdbc()
        .sql(
            "UPDATE dag SET quarantined_at = now(), quarantine_reason = 'it threw' WHERE id = :dag")
        .param("dag", sick)
        .update();
    at("2026-11-21T06:00:05Z");
    assertThat(look()).isEqualTo(1);
    assertThat(ticks(sick)).containsExactly("2026-11-21T06:00:00Z error");
    assertThat(only(sick).reason()).contains("quarantined: it threw");
    assertThat(runs(well)).hasSize(1);
  }

  @Test
  void aDefinitionThatCannotBeReadHarmsNoOtherAndIsAskedAgainWhenItIsDeployed() {
    at("2026-11-21T05:59:02Z");
    UUID broken = quick("schedule: { cron: \"0 6 * * *\" }");
    UUID well = quick("schedule: { cron: \"0 6 * * *\" }");
    database
        .jdbc()
        .sql("UPDATE dag_version SET definition = '{\"dag\": 1}' WHERE dag = :dag")
        .param("dag", broken)
        .update();
    at("2026-11-21T06:00:05Z");
    assertThat(look()).isEqualTo(1);
    assertThat(runs(well)).hasSize(1);
    assertThat(ticks(broken)).containsExactly("2026-11-21T06:00:00Z error");
    assertThat(only(broken).reason()).contains("cannot be read");
    assertThat(look()).isZero();

    change(broken, definition("title: mended\nschedule: { cron: \"0 6 * * *\" }", "noop: {}"));
    assertThat(trigger(broken).nextTickAt()).isEqualTo("2026-11-22T06:00:00Z");
  }

  private static RunFilter filter(UUID dag) {
    return new RunFilter(null, dag, Set.of(), null, 10);
  }

  private static RunRecord onlyRun(UUID dag) {
    List<RunRecord> runs = server.part(RunReads.class).runs(filter(dag));
    assertThat(runs).hasSize(1);
    return runs.getFirst();
  }

  private TickRecord only(UUID dag) {
    List<TickRecord> ticks = server.part(Triggers.class).ticks(trigger(dag).id(), null, 10);
    assertThat(ticks).hasSize(1);
    return ticks.getFirst();
  }

  @Test
  void ticksAreReadNewestFirstAndPageByPage() {
    at("2026-11-21T05:59:02Z");
    UUID dag = quick("schedule: { cron: \"* * * * *\" }");
    for (String time : List.of("06:00:05", "06:01:05", "06:02:05")) {
      at("2026-11-21T" + time + "Z");
      look();
    }
    List<TickRecord> first = server.part(Triggers.class).ticks(trigger(dag).id(), null, 2);
    assertThat(first)
        .extracting(TickRecord::tick)
        .containsExactly(
            Instant.parse("2026-11-21T06:02:00Z"), Instant.parse("2026-11-21T06:01:00Z"));
    assertThat(first).allSatisfy(tick -> assertThat(tick.run()).isNotNull());
    assertThat(server.part(Triggers.class).ticks(trigger(dag).id(), first.getLast().tick(), 2))
        .extracting(TickRecord::tick)
        .containsExactly(Instant.parse("2026-11-21T06:00:00Z"));
  }
}
