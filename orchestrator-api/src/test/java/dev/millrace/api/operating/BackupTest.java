package dev.millrace.api.operating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import dev.millrace.api.live.TestStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A dump by PostgreSQL's own tool is the whole backup, except for the secrets' key. */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BackupTest {
  private static final String DATABASE = "millrace";
  private static final String TOPICS = "runs";

  @TempDir Path temp;

  @Test
  void workAndLiveEventsGoOnAfterARestoreIntoAnotherCluster() throws Exception {
    Path dump = temp.resolve("millrace.dump");
    Path data = Files.createDirectories(temp.resolve("data"));
    Saved saved;
    try (var cluster = InstalledPostgres.start(temp.resolve("old"))) {
      cluster.createDatabase(DATABASE);
      try (var service = TestService.on(cluster.jdbcUrl(DATABASE), data)) {
        saved = work(service);
        cluster.dump(DATABASE, dump);
      }
    }
    try (var cluster = InstalledPostgres.start(temp.resolve("new"))) {
      cluster.createDatabase(DATABASE);
      cluster.restore(dump, DATABASE);
      try (var service = TestService.on(cluster.jdbcUrl(DATABASE), data)) {
        everythingIsThere(service, saved);
        workGoesOn(service, saved);
      }
    }
  }

  @Test
  void aRestoreIntoANewDatabaseOfTheSameClusterIsNoDifferent() throws Exception {
    Path dump = temp.resolve("millrace.dump");
    Path data = Files.createDirectories(temp.resolve("data"));
    try (var cluster = InstalledPostgres.start(temp.resolve("cluster"))) {
      cluster.createDatabase(DATABASE);
      Saved saved;
      try (var service = TestService.on(cluster.jdbcUrl(DATABASE), data)) {
        saved = work(service);
        cluster.dump(DATABASE, dump);
        // What is done after the dump is lost with the old database.
        saved.runs().start();
      }
      cluster.createDatabase("restored");
      cluster.restore(dump, "restored");
      try (var service = TestService.on(cluster.jdbcUrl("restored"), data)) {
        everythingIsThere(service, saved);
        workGoesOn(service, saved);
      }
    }
  }

  /**
   * What was there when the dump was made: a run that ended, one whose step a worker held, and a
   * browser that follows.
   */
  private record Saved(TestRuns runs, String ended, String live, String attempt, String position) {}

  private static Saved work(TestService service) throws Exception {
    var runs = new TestRuns(service);
    service
        .admin()
        .put("/api/v1/projects/" + runs.project() + "/secrets/db", Map.of("value", "kept apart"))
        .expect(200);
    TestWorker worker = runs.worker();
    try (var stream = TestStream.open(service.admin(), TOPICS)) {
      String ended = runs.start().get("id").asString();
      JsonNode grant = worker.start();
      worker
          .events(grant, 1, List.of(Map.of("kind", "log", "stream", "stdout", "text", "x")))
          .expect(200);
      worker.complete(grant, "succeeded", Map.of("lastEvent", 1)).expect(200);
      stream.until(event -> event.isRun(ended) && event.state().equals("succeeded"));
      String live = runs.start().get("id").asString();
      String attempt = worker.start().get("attempt").asString();
      stream.until(event -> event.isRun(live));
      return new Saved(runs, ended, live, attempt, stream.lastId());
    }
  }

  private static void everythingIsThere(TestService service, Saved saved) {
    TestClient admin = service.admin();
    assertThat(
            admin.get("/api/v1/runs/" + saved.ended()).expect(200).json().get("state").asString())
        .isEqualTo("succeeded");
    String project = "/api/v1/projects/" + saved.runs().project();
    assertThat(admin.get(project + "/deployments").json().get("items")).hasSize(1);
    String snapshot =
        admin.get(project + "/snapshots").json().get("items").get(0).get("digest").asString();
    assertThat(
            admin
                .get(project + "/snapshots/" + snapshot + "/files/notebooks/train.ipynb")
                .expect(200)
                .text())
        .isEqualTo(TestRuns.NOTEBOOK);
    assertThat(admin.get(project + "/secrets").json().get("items").get(0).get("name").asString())
        .isEqualTo("db");
  }

  private static void workGoesOn(TestService service, Saved saved) throws Exception {
    TestRuns runs = saved.runs().on(service);
    TestClient admin = service.admin();
    try (var stream = TestStream.open(admin.header("Last-Event-ID", saved.position()), TOPICS)) {
      // The worker that held the step is gone: a new session of a new worker, once the lease ended.
      service
          .sql()
          .sql("UPDATE worker_session SET expires_at = millrace_now() WHERE ended_at IS NULL")
          .update();
      TestWorker worker = runs.worker();
      JsonNode again = worker.start();
      assertThat(again.get("run").asString()).isEqualTo(saved.live());
      assertThat(again.get("attempt").asString()).isNotEqualTo(saved.attempt());
      assertThat(again.get("number").asInt()).isEqualTo(2);
      worker.complete(again, "succeeded", Map.of()).expect(200);
      stream.until(event -> event.isRun(saved.live()) && event.state().equals("succeeded"));

      String fresh = runs.start().get("id").asString();
      worker.complete(worker.start(), "succeeded", Map.of()).expect(200);
      stream.until(event -> event.isRun(fresh) && event.state().equals("succeeded"));
      assertThat(stream.seen()).noneMatch(event -> event.isRun(saved.ended()));
    }
    assertThat(admin.get("/api/v1/attempts/" + saved.attempt()).json().get("state").asString())
        .isEqualTo("lost");
  }
}
