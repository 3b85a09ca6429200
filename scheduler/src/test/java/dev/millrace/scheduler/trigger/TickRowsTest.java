package dev.millrace.scheduler.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.scheduler.store.UnreadableRows;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** Rows of triggers and ticks that are not as this server would have written them. */
@Tag("slow")
class TickRowsTest extends ScheduleTest {
  @Test
  void theDatabaseItselfRefusesASecondRowForATick() {
    at("2026-11-21T05:59:02Z");
    UUID dag = quick("schedule: { cron: \"0 6 * * *\" }");
    at("2026-11-21T06:00:05Z");
    server.poll();
    assertThatThrownBy(
            () ->
                database
                    .jdbc()
                    .sql(
                        """
                        INSERT INTO tick (id, trigger, key, outcome)
                        VALUES (gen_random_uuid(), :trigger, '2026-11-21T06:00:00Z', 'run')
                        """)
                    .param("trigger", trigger(dag).id())
                    .update())
        .isInstanceOf(DataIntegrityViolationException.class);

    // Even a watermark that went back makes no second run.
    database
        .jdbc()
        .sql(
            "UPDATE trigger SET watermark = watermark - interval '1 day', next_tick_at = watermark")
        .update();
    at("2026-11-21T06:00:20Z");
    assertThat(server.poll()).isZero();
    assertThat(runs(dag)).hasSize(1);
  }

  @Test
  void row33ATickThatWasPlannedByOldRulesOfItsZoneIsJudgedByTheNewOnesAndSaysSo() {
    at("2026-11-21T05:50:00Z");
    UUID dag = quick("schedule: { cron: \"0 6 * * *\" }");
    database.jdbc().sql("UPDATE trigger SET next_tick_at = '2026-11-21T05:55:00Z'").update();
    at("2026-11-21T05:55:05Z");
    assertThat(server.poll()).as("the rule knows no tick then").isZero();
    assertThat(trigger(dag).nextTickAt()).isEqualTo("2026-11-21T06:00:00Z");

    database.jdbc().sql("UPDATE trigger SET next_tick_at = '2026-11-21T05:59:00Z'").update();
    at("2026-11-21T06:00:05Z");
    assertThat(server.poll()).isEqualTo(1);
    assertThat(server.part(Triggers.class).ticks(trigger(dag).id(), null, 10))
        .singleElement()
        .satisfies(
            tick -> {
              assertThat(tick.planned()).isEqualTo("2026-11-21T05:59:00Z");
              assertThat(tick.tick()).isEqualTo("2026-11-21T06:00:00Z");
            });
  }

  @Test
  void aTickWhoseRunCanNeverBeWrittenIsRecordedAsAnErrorAndOneThatMayBeLaterStartsItsRun() {
    at("2026-11-21T05:59:30Z");
    UUID dag = quick("schedule: { cron: \"0 6 * * *\" }");
    at("2026-11-21T06:00:05Z");
    try {
      refuseRuns("insufficient_privilege");
      assertThat(server.poll()).isZero();
      assertThat(outcomes(dag)).isEmpty();
    } finally {
      acceptRuns();
    }
    assertThat(server.poll()).isEqualTo(1);
    assertThat(runs(dag)).hasSize(1);

    at("2026-11-22T06:00:05Z");
    try {
      refuseRuns("untranslatable_character");
      assertThat(server.poll()).isZero();
    } finally {
      acceptRuns();
    }
    assertThat(server.poll()).isZero();
    assertThat(outcomes(dag)).containsExactlyInAnyOrder(TickOutcome.RUN, TickOutcome.ERROR);
  }

  private List<TickOutcome> outcomes(UUID dag) {
    return server.part(Triggers.class).ticks(trigger(dag).id(), null, 10).stream()
        .map(TickRecord::outcome)
        .toList();
  }

  private static void refuseRuns(String error) {
    database
        .jdbc()
        .sql(
            """
            CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
              BEGIN
                RAISE 'no run may be written' USING ERRCODE = '%s';
              END $$
            """
                .formatted(error))
        .update();
    database
        .jdbc()
        .sql("CREATE TRIGGER refuse BEFORE INSERT ON run FOR EACH ROW EXECUTE FUNCTION refuse()")
        .update();
  }

  private static void acceptRuns() {
    database.jdbc().sql("DROP TRIGGER refuse ON run").update();
  }

  @Test
  void aScheduleWhoseRowCannotBeReadHarmsNoOther() {
    at("2026-11-21T05:59:02Z");
    UUID sick = quick("schedule: { cron: \"0 6 * * *\" }");
    UUID well = quick("schedule: { cron: \"0 6 * * *\" }");
    String condition = "t.dag = '%s'".formatted(sick);
    try (var damage = UnreadableRows.of(database, "trigger", "name", condition)) {
      assertThat(damage).isNotNull();
      at("2026-11-21T06:00:05Z");
      assertThat(server.poll()).isEqualTo(1);
      assertThat(runs(well)).hasSize(1);
      assertThat(server.poll()).isZero();
    }
    assertThat(server.poll()).as("it is made up for when the row can be read again").isEqualTo(1);
    assertThat(runs(sick)).hasSize(1);
  }
}
