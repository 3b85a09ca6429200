package dev.millrace.scheduler.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.scheduler.dispatch.Runs;
import dev.millrace.scheduler.store.Definitions;
import dev.millrace.scheduler.store.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.Scheduler;
import org.quartz.TriggerKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Two servers on one database that look at once, and clocks that differ. */
@Tag("slow")
class SeveralServersTest extends ScheduleTest {
  private static final int DAGS = 250;

  @Test
  void twoServersThatLookAtOnceMakeEachRunOnce() {
    at("2026-11-21T05:59:00Z");
    List<UUID> made = new ArrayList<>();
    for (int i = 0; i < DAGS; i++) {
      made.add(quick("schedule: { cron: \"0 6 * * *\" }"));
    }
    UUID first = trigger(made.getFirst()).id();
    at("2026-11-21T06:00:01Z");
    try (ScheduleServer other = ScheduleServer.byHand(database)) {
      Callable<Integer> one = server::poll;
      Callable<Integer> two = other::poll;
      Callable<Integer> three = () -> server.part(Ticker.class).tick(first);
      assertThat(together(List.of(one, two, three, one, two)).stream().mapToInt(n -> n).sum())
          .isEqualTo(DAGS);
      server.poll();
    }
    assertThat(count("run")).isEqualTo(DAGS);
    assertThat(count("tick WHERE outcome = 'run' AND run IS NOT NULL")).isEqualTo(DAGS);
    assertThat(count("trigger WHERE next_tick_at = '2026-11-22T06:00:00Z'")).isEqualTo(DAGS);
  }

  /** To be 30 s off from the database is to be 30 s off from everybody. */
  @ParameterizedTest(name = "the JVM''s clock is {0} s behind the database''s")
  @ValueSource(ints = {30, 0, -30})
  void quartzWakesAfterTheRightTimeWhateverTheClockOfTheServerSays(int seconds) {
    database.shiftClock(Duration.ofSeconds(seconds));
    try (ScheduleServer one = ScheduleServer.byQuartz(database);
        ScheduleServer two = ScheduleServer.byQuartz(database)) {
      // The next whole minute of the database may be far: let it come.
      UUID dag = quick("schedule: { every: 1m }");
      Instant next = Objects.requireNonNull(trigger(dag).nextTickAt());
      database.shiftClock(
          Duration.ofSeconds(seconds).plus(Duration.between(now(), next.minusSeconds(2))));
      one.part(Ticker.class).tick(trigger(dag).id()); // arms, for nothing is due yet
      Eventually.holds("Quartz starts the run", () -> !runs(dag).isEmpty());
      assertThat(runs(dag)).containsExactly(next.toString());
      assertThat(count("tick WHERE at < key::timestamptz")).as("ticks judged early").isZero();
      assertThat(two.poll()).isZero();
    }
  }

  @Test
  void anAlarmThatRingsWhileADueTriggerIsLockedRingsAgain() {
    at("2026-11-21T05:59:02Z");
    UUID dag = quick("schedule: { cron: \"0 6 * * *\" }");
    try (ScheduleServer one = ScheduleServer.byQuartz(database)) {
      server
          .transaction()
          .executeWithoutResult(
              status -> {
                new TriggerRows(JdbcClient.create(server.part(DataSource.class)))
                    .lock(trigger(dag).id());
                at("2026-11-21T06:00:05Z");
                one.part(Ticker.class).wake();
                assertThat(runs(dag)).isEmpty();
              });
      Eventually.holds("Quartz starts the run", () -> !runs(dag).isEmpty());
    }
  }

  @Test
  void thousandsOfSchedulesOfOneInstantHaveOneAlarm() {
    at("2031-03-01T05:00:00Z");
    try (ScheduleServer one = ScheduleServer.byQuartz(database)) {
      UUID dag = quick("schedule: { cron: \"0 6 * * *\" }");
      UUID other = quick("schedule: { cron: \"0 7 * * *\" }");
      for (UUID ticking : List.of(dag, quick("schedule: { cron: \"0 6 * * *\" }"), other)) {
        one.part(Ticker.class).tick(trigger(ticking).id());
      }
      Eventually.holds("both instants are armed", () -> alarms().size() == 2);
      assertThat(alarms()).containsExactly("2031-03-01T06:00:00Z", "2031-03-01T07:00:00Z");
    }
  }

  @Test
  void theNextAlarmIsCountedFromWhenTheClockWasRead() {
    at("2026-11-21T05:59:02Z");
    UUID dag = quick("schedule: { cron: \"0 * * * *\" }");
    at("2026-11-21T06:00:01Z");
    Instant before = now();
    List<Wake> wakes = new ArrayList<>();
    Duration slow = Duration.ofMillis(400);
    assertThat(ticker(slow, wakes::addAll).tick(trigger(dag).id())).isEqualTo(1);
    Instant next = Instant.parse("2026-11-21T07:00:00Z");
    assertThat(wakes).singleElement().extracting(Wake::at).isEqualTo(next);
    assertThat(wakes.getFirst().in())
        .as("the transaction took %s", slow)
        .isLessThanOrEqualTo(Duration.between(before, next).minus(slow));
  }

  /** A ticker of the server whose every transaction takes at least that long. */
  private static Ticker ticker(Duration slow, Alarm alarm) {
    TransactionTemplate fast = server.transaction();
    TransactionOperations transactions =
        new TransactionOperations() {
          @Override
          public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
            T result = fast.execute(action);
            LockSupport.parkNanos(slow.toNanos());
            return result;
          }
        };
    return new TriggerCore(
            JdbcClient.create(server.part(DataSource.class)),
            transactions,
            server.part(Definitions.class),
            server.part(Runs.class),
            server.part(Ids.class),
            alarm,
            1)
        .ticker();
  }

  private static List<String> alarms() {
    return database
        .jdbc()
        .sql(
            "SELECT trigger_name FROM qrtz_triggers WHERE trigger_name LIKE '2031-03-01%' ORDER BY 1")
        .query((row, i) -> row.getString("trigger_name"))
        .list();
  }

  @Test
  void theMomentIsCountedFromTheServersOwnClock() throws Exception {
    Instant wrong = Instant.parse("2040-01-01T00:00:00Z");
    try (ScheduleServer one = ScheduleServer.byQuartz(database)) {
      Scheduler quartz = one.part(Scheduler.class);
      var alarm = new QuartzAlarm(quartz, Clock.fixed(wrong, ZoneOffset.UTC));
      Instant six = Instant.parse("2026-11-21T06:00:00Z");
      Instant overdue = Instant.parse("2026-11-21T03:00:00Z");
      alarm.arm(
          List.of(new Wake(six, Duration.ofHours(2)), new Wake(overdue, Duration.ofHours(-1))));
      assertThat(alarm.write()).isEqualTo(2);
      assertThat(startOf(quartz, six)).isEqualTo(wrong.plus(Duration.ofHours(2)));
      assertThat(startOf(quartz, overdue)).isEqualTo(wrong.plusMillis(250));

      alarm.arm(List.of(new Wake(six, Duration.ofHours(3))));
      alarm.write();
      assertThat(startOf(quartz, six))
          .as("a later wish replaces the earlier one")
          .isEqualTo(wrong.plus(Duration.ofHours(3)));
    }
    assertThat(count("qrtz_triggers WHERE length(job_data) > 0 AND get_byte(job_data, 0) = 172"))
        .as("serialized Java objects")
        .isZero();
    assertThat(count("qrtz_blob_triggers")).isZero();
  }

  @Test
  void aServerThatStopsTakesNothingFromAnotherInItsProcess() throws Exception {
    try (ScheduleServer one = ScheduleServer.byQuartz(database)) {
      ScheduleServer.byQuartz(database).close();
      Instant six = Instant.parse("2026-11-21T06:00:00Z");
      one.part(Alarm.class).arm(List.of(new Wake(six, Duration.ofHours(2))));
      Eventually.holds(
          "the other one writes the wish",
          () -> count("qrtz_triggers WHERE trigger_name = '" + six + "'") == 1);
    }
  }

  private static Instant startOf(Scheduler quartz, Instant due) throws Exception {
    return quartz.getTrigger(new TriggerKey(due.toString(), "millrace")).getStartTime().toInstant();
  }

  private static <T> List<T> together(List<Callable<T>> tasks) {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : executor.invokeAll(tasks)) {
        results.add(future.get(2, TimeUnit.MINUTES));
      }
      return results;
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("a task that ran beside others failed", e);
    }
  }
}
