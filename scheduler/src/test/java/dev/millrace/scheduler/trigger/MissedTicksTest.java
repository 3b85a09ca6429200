package dev.millrace.scheduler.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.Dag;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Catch-up, pause and resume, and changes of a schedule that has ticks due. */
@Tag("slow")
class MissedTicksTest extends WatchedScheduleTest {
  @Test
  void aTickOfLessThanAMinuteIsOnTime() {
    at("2026-11-21T05:59:02Z");
    UUID dag = quick("schedule: { cron: \"0 * * * *\" }");
    at("2026-11-21T06:00:50Z");
    look();
    assertThat(ticks(dag)).containsExactly("2026-11-21T06:00:00Z run");
  }

  @Test
  void withoutCatchUpMissedTicksAreOneRowWithTheirCount() {
    at("2026-11-21T05:59:02Z");
    UUID dag = quick("schedule: { cron: \"0 * * * *\" }");
    at("2026-11-21T09:00:10Z");
    assertThat(look()).isEqualTo(1);
    assertThat(ticks(dag))
        .containsExactly("2026-11-21T06:00:00Z skipped 3", "2026-11-21T09:00:00Z run");
    TickRecord stretch = server.part(Triggers.class).ticks(trigger(dag).id(), null, 5).getLast();
    assertThat(stretch.until()).isEqualTo("2026-11-21T08:00:00Z");
    assertThat(stretch.reason()).startsWith("missed");
  }

  @Test
  void latestCatchesUpTheNewestMissedTick() {
    at("2026-11-21T05:59:02Z");
    UUID dag = quick("schedule: { cron: \"0 * * * *\", catchup: latest }");
    at("2026-11-21T08:30:00Z");
    assertThat(look()).isEqualTo(1);
    assertThat(ticks(dag))
        .containsExactly("2026-11-21T06:00:00Z skipped 2", "2026-11-21T08:00:00Z run");
  }

  @Test
  void allCatchesUpEveryMissedTickOldestFirst() {
    at("2026-11-21T05:59:02Z");
    UUID dag = quick("schedule: { cron: \"0 * * * *\", catchup: all }");
    at("2026-11-21T08:30:00Z");
    assertThat(look()).isEqualTo(3);
    assertThat(runs(dag))
        .containsExactly("2026-11-21T06:00:00Z", "2026-11-21T07:00:00Z", "2026-11-21T08:00:00Z");
  }

  @Test
  void allReachesBackToAStartInThePastAndOnlyAll() {
    at("2026-11-21T05:30:00Z");
    UUID all =
        quick("schedule: { cron: \"0 0 * * *\", start: 2026-11-19T00:00:00Z, catchup: all }");
    UUID latest =
        quick("schedule: { cron: \"0 0 * * *\", start: 2026-11-19T00:00:00Z, catchup: latest }");
    look();
    assertThat(runs(all))
        .containsExactly("2026-11-19T00:00:00Z", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z");
    assertThat(ticks(latest)).isEmpty();
  }

  @Test
  void whatFallsDueWhileItIsPausedIsMissedHoweverYoung() {
    at("2026-11-21T05:59:02Z");
    UUID dag = quick("schedule: { cron: \"* * * * *\" }");
    at("2026-11-21T06:00:10Z");
    Triggers triggers = server.part(Triggers.class);
    assertThat(triggers.pause(trigger(dag).id())).isTrue();
    assertThat(triggers.pause(trigger(dag).id())).as("again").isFalse();
    assertThat(ticks(dag))
        .as("what was due before the pause")
        .containsExactly("2026-11-21T06:00:00Z run");

    at("2026-11-21T06:02:10Z");
    assertThat(look()).isZero();
    assertThat(trigger(dag).paused()).isTrue();
    assertThat(triggers.resume(dag, "schedule")).isTrue();
    assertThat(triggers.resume(dag, "schedule")).as("again").isFalse();
    assertThat(look()).isZero();
    assertThat(ticks(dag))
        .containsExactly("2026-11-21T06:00:00Z run", "2026-11-21T06:01:00Z paused 2");

    at("2026-11-21T06:03:05Z");
    assertThat(look()).isEqualTo(1);
  }

  @Test
  void aPausedStretchIsCaughtUpAsTheScheduleSays() {
    at("2026-11-21T05:59:02Z");
    UUID latest = quick("schedule: { cron: \"0 * * * *\", catchup: latest }");
    UUID all = quick("schedule: { cron: \"0 * * * *\", catchup: all }");
    Triggers triggers = server.part(Triggers.class);
    triggers.pause(trigger(latest).id());
    triggers.pause(trigger(all).id());
    at("2026-11-21T08:00:10Z");
    triggers.resume(latest, "schedule");
    triggers.resume(all, "schedule");
    look();
    assertThat(ticks(latest))
        .containsExactly("2026-11-21T06:00:00Z paused 2", "2026-11-21T08:00:00Z run");
    assertThat(runs(all)).hasSize(3);
  }

  @Test
  void newTriggersCanStartPausedAndOldOnesStayAsTheyWere() {
    at("2026-11-21T05:59:02Z");
    UUID dag = quick("schedule: { cron: \"0 * * * *\" }");
    Dag more =
        definition(
            """
            schedule: { cron: "0 * * * *" }
            triggers: [ { name: more, kind: schedule, cron: "0 * * * *" } ]
            """,
            "noop: {}");
    apply(dag, more, true);
    assertThat(trigger(dag).paused()).isFalse();
    assertThat(trigger(dag, "more").paused()).isTrue();
  }

  @Test
  void row36AChangeWhileATickIsDueDoesTheOldTickAndThenGoesOnFromNow() {
    at("2026-11-21T05:59:02Z");
    UUID dag = quick("schedule: { cron: \"0 6 * * *\" }");
    at("2026-11-21T06:00:10Z");
    change(dag, definition("schedule: { cron: \"0 6,7 * * *\" }", "noop: {}"));
    assertThat(ticks(dag)).containsExactly("2026-11-21T06:00:00Z run");
    look();
    assertThat(runs(dag)).as("06:00 of the new schedule lies before its watermark").hasSize(1);
    assertThat(trigger(dag).nextTickAt()).isEqualTo("2026-11-21T07:00:00Z");
    assertThat(
            database
                .jdbc()
                .sql(
                    """
                    SELECT v.number || ' ' || (e.data ->> 'tick') || ' ' || (e.data ->> 'trigger')
                      FROM run r JOIN dag_version v ON v.id = r.dag_version
                      JOIN run_event e ON e.run = r.id AND e.kind = 'run_created'
                     WHERE r.dag = :dag
                    """)
                .param("dag", dag)
                .query(String.class)
                .list())
        .as("the run's own event says which tick it is, of the version that was current")
        .containsExactly("1 2026-11-21T06:00:00Z schedule");
  }

  @Test
  void aChangeOfAPausedTriggerRecordsWhatItMissedAndStartsNothing() {
    at("2026-11-21T05:59:02Z");
    UUID dag = quick("schedule: { cron: \"0 * * * *\", catchup: all }");
    server.part(Triggers.class).pause(trigger(dag).id());
    at("2026-11-21T08:00:10Z");
    change(dag, definition("schedule: { cron: \"30 * * * *\", catchup: all }", "noop: {}"));
    assertThat(ticks(dag)).containsExactly("2026-11-21T06:00:00Z paused 3");
    assertThat(trigger(dag).paused()).isTrue();
    assertThat(runs(dag)).isEmpty();
  }

  @Test
  void aTriggerThatIsGoneTicksNoMoreAndBeginsAnewWhenItComesBack() {
    at("2026-11-21T05:59:02Z");
    UUID dag = quick("schedule: { cron: \"0 * * * *\", catchup: all }");
    at("2026-11-21T06:00:10Z");
    change(dag, definition("", "noop: {}"));
    assertThat(ticks(dag)).containsExactly("2026-11-21T06:00:00Z run");
    assertThat(trigger(dag).archived()).isTrue();
    at("2026-11-21T07:00:10Z");
    assertThat(look()).isZero();

    change(dag, definition("schedule: { cron: \"0 * * * *\", catchup: all }", "shell: run"));
    assertThat(trigger(dag).archived()).isFalse();
    at("2026-11-21T08:00:10Z");
    assertThat(look()).as("07:00 is nobody's").isEqualTo(1);
  }
}
