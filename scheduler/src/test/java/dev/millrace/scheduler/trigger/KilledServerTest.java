package dev.millrace.scheduler.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scheduler.dispatch.OwnPostgres;
import dev.millrace.scheduler.dispatch.TestDags;
import dev.millrace.scheduler.store.TestDatabase;
import dev.millrace.scheduler.trigger.DoomedServer.Moment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server's process that is killed in the middle of a tick, on a durable PostgreSQL. */
@Tag("slow")
class KilledServerTest extends ScheduleHouse {
  @TempDir static Path temp;
  private static OwnPostgres postgres;

  @BeforeAll
  static void open() throws IOException {
    postgres = new OwnPostgres(temp.resolve("postgres"));
    database = TestDatabase.createOn(postgres.url());
    server = ScheduleServer.byHand(database);
  }

  @AfterAll
  static void close() throws IOException {
    server.close();
    database.close();
    postgres.close();
  }

  @BeforeEach
  void clean() {
    database.clean();
    database.jdbc().sql("DELETE FROM qrtz_simple_triggers").update();
    database.jdbc().sql("DELETE FROM qrtz_triggers").update();
    dags = new TestDags(database);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Moment.class)
  void aServerKilledInATickLosesNoneAndMakesNoneTwice(Moment moment) throws Exception {
    at("2026-11-21T05:59:02Z");
    // However long the process takes to start, nothing is too late.
    UUID dag = quick("schedule: { cron: \"0 * * * *\", catchup: all }");
    at("2026-11-21T06:00:05Z");

    DoomedServer.killAt(moment, database.url());
    assertThat(runs(dag))
        .as("what it left")
        .hasSize(
            switch (moment) {
              case BEFORE_THE_COMMIT -> 0;
              case BEFORE_THE_ALARM -> 1;
            });
    assertThat(alarms(dag)).as("its alarms").isZero();

    try (ScheduleServer other = ScheduleServer.standard(database)) {
      Eventually.holds("the other one has the first run", () -> runs(dag).size() == 1);
      at("2026-11-21T07:00:05Z");
      Eventually.holds("the other one makes the second run", () -> runs(dag).size() == 2);
      Eventually.holds("it is armed for the third", () -> alarms(dag) == 1);
      assertThat(other.poll()).isZero();
    }
    assertThat(ticks(dag)).containsExactly("2026-11-21T06:00:00Z run", "2026-11-21T07:00:00Z run");
    assertThat(runs(dag)).containsExactly("2026-11-21T06:00:00Z", "2026-11-21T07:00:00Z");
  }

  private int alarms(UUID dag) {
    return count("qrtz_triggers WHERE trigger_name = '%s'".formatted(trigger(dag).nextTickAt()));
  }
}
