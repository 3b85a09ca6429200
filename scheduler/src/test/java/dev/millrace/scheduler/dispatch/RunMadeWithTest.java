package dev.millrace.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.dsl.Environment;
import dev.millrace.scheduler.engine.AttemptState;
import dev.millrace.scheduler.engine.RunState;
import dev.millrace.scheduler.store.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is decided for a run when it is made: its requirements file and its zone; and its end in
 * words.
 */
@Tag("slow")
class RunMadeWithTest extends DispatchTest {
  private static final String SNAPSHOT = "c".repeat(64);
  private static final String STEPS =
      """
      dag: packages
      steps:
        beside: { notebook: reports/a.ipynb }
        root: { notebook: b.ipynb }
        script: { script: jobs/c.py }
        shell: { shell: python d.py }
        other: { script: e.sh }
        none: { notebook: b.ipynb, environment: none }
        own: { notebook: b.ipynb, environment: { requirements: own.txt } }
      """;

  @BeforeEach
  void deploy() {
    dags.deploy(SNAPSHOT);
    database
        .jdbc()
        .sql(
            """
            INSERT INTO blob (digest, size) VALUES (:digest, 1) ON CONFLICT DO NOTHING
            """)
        .param("digest", "d".repeat(64))
        .update();
    for (String path : new String[] {"requirements.txt", "reports/requirements.txt"}) {
      database
          .jdbc()
          .sql(
              """
              INSERT INTO snapshot_file (snapshot, path, mode, digest, size)
              VALUES (:snapshot, :path, '0644', :digest, 1)
              """)
          .param("snapshot", SNAPSHOT)
          .param("path", path)
          .param("digest", "d".repeat(64))
          .update();
    }
  }

  @Test
  void notebooksAndPythonScriptsGetTheRequirementsFileBesideThemOrAtTheRoot() {
    start(STEPS);
    assertThat(requirements())
        .isEqualTo(
            Map.of(
                "beside", "reports/requirements.txt",
                "root", "requirements.txt",
                "script", "requirements.txt",
                "shell", "-",
                "other", "-",
                "none", "none",
                "own", "own.txt, named"));
  }

  @Test
  void aRunOfAnEarlierReleaseKeepsWhatItBeganWith() {
    UUID run = start(STEPS);
    database
        .jdbc()
        .sql("UPDATE run SET project_requirements = false WHERE id = :run")
        .param("run", run)
        .update();
    assertThat(requirements()).containsEntry("root", "-").containsEntry("own", "own.txt, named");
  }

  @Test
  void theDateIsThatOfTheSchedulesZoneAlsoInARunByHand() {
    UUID dag =
        dags.yaml(
            """
            dag: zoned
            schedule: { cron: "0 6 * * *", zone: Pacific/Kiritimati }
            steps:
              a: { notebook: a.ipynb, parameters: { day: "${{ run.date }}", zone: "${{ run.zone }}" } }
              b: { notebook: a.ipynb, dependsOn: [a], parameters: { day: "${{ run.date }}" } }
            outputs: { day: "${{ run.date }}" }
            """);
    NewRun wanted = TestDags.run(dag);
    UUID run =
        server
            .runs()
            .start(
                new NewRun(
                    dag,
                    null,
                    wanted.parameters(),
                    Instant.parse("2026-11-30T12:30:00Z"),
                    null,
                    null,
                    "test",
                    null,
                    null));
    TestWorker worker = worker(1);
    Grant first = worker.startOne();
    assertThat(first.parameters())
        .isEqualTo(Json.object().put("day", "2026-12-01").put("zone", "Pacific/Kiritimati"));
    worker.succeed(first);
    Grant second = worker.startOne();
    assertThat(second.parameters()).isEqualTo(Json.object().put("day", "2026-12-01"));
    worker.succeed(second);
    assertThat(server.reads().run(run).orElseThrow().outputs())
        .isEqualTo(Json.object().put("day", "2026-12-01"));
  }

  @Test
  void withoutAScheduleOrWithSchedulesOfSeveralZonesItIsThatOfUtc() {
    String two =
        """
        triggers:
          - { name: a, kind: schedule, cron: '0 6 * * *', zone: Asia/Seoul }
          - { name: b, kind: schedule, cron: '0 6 * * *', zone: Asia/Tokyo }
        """;
    for (String triggers : List.of("", two)) {
      start(
          """
          dag: plain
          %ssteps: { a: { notebook: a.ipynb, parameters: { zone: "${{ run.zone }}" } } }
          """
              .formatted(triggers));
      TestWorker worker = worker(1);
      Grant grant = worker.startOne();
      assertThat(grant.parameters()).isEqualTo(Json.object().put("zone", "UTC"));
      worker.succeed(grant);
    }
  }

  @Test
  void aRunThatSucceededThoughStepsFailedNamesThem() {
    UUID run =
        start(
            """
            dag: half
            steps:
              a: { notebook: a.ipynb }
              b: { notebook: a.ipynb, dependsOn: [a] }
              c: { notebook: a.ipynb, dependsOn: [a, b], triggerRule: all_done }
              d: { notebook: a.ipynb }
              e: { notebook: a.ipynb, dependsOn: [d], triggerRule: all_done }
            """);
    TestWorker worker = worker(5);
    for (Grant grant : worker.claim()) {
      worker.start(grant);
      worker.complete(grant, AttemptState.FAILED, "no");
    }
    for (Grant grant : worker.claim()) {
      worker.start(grant);
      worker.succeed(grant);
    }
    assertThat(stateOf(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(server.reads().run(run).orElseThrow().stateText())
        .isEqualTo("succeeded; 2 steps failed: a, d");
  }

  /** What every waiting step is given, by its name. */
  private Map<String, String> requirements() {
    Map<String, String> files = new HashMap<>();
    for (Grant grant : worker(10).claim()) {
      files.put(
          grant.step(),
          switch (grant.definition().environment()) {
            case null -> "-";
            case Environment.None none -> "none";
            case Environment.Requirements requirements ->
                requirements.file() + (grant.impliedEnvironment() ? "" : ", named");
          });
    }
    return files;
  }
}
