package dev.millrace.api.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import dev.millrace.executor.protocol.WorkerProtocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Tag("slow")
class WorkerProtocolTest {
  private final TestService service = TestService.shared();
  private final TestRuns runs = new TestRuns(service);

  @Test
  void aStepGoesFromTriggerToSuccess() {
    TestWorker worker = runs.worker();
    JsonNode run = runs.start();
    JsonNode grant = worker.start();
    assertThat(grant.at("/stepDefinition/type").asString()).isEqualTo("notebook");
    assertThat(grant.at("/stepDefinition/notebook").asString()).isEqualTo("notebooks/train.ipynb");
    assertThat(grant.at("/runParameters/region").asString()).isEqualTo("eu");

    worker.complete(grant, "succeeded", Map.of("outputs", Map.of("rmse", 0.9))).expect(200);

    JsonNode ended =
        service.admin().get("/api/v1/runs/" + run.get("id").asString()).expect(200).json();
    assertThat(ended.get("state").asString()).isEqualTo("succeeded");
    assertThat(ended.at("/counts/succeeded").asInt()).isEqualTo(1);
    JsonNode step =
        service
            .admin()
            .get("/api/v1/runs/" + run.get("id").asString() + "/steps/train")
            .expect(200)
            .json();
    assertThat(step.at("/outputs/rmse").asDouble()).isEqualTo(0.9);
    assertThat(step.at("/type").asString()).isEqualTo("notebook");
    assertThat(step.at("/attempts/0/state").asString()).isEqualTo("succeeded");
  }

  @Test
  void whatAWorkerWarnsOfStandsInTheAttempt() {
    TestWorker worker = runs.worker();
    runs.start();
    JsonNode grant = worker.start();
    String told = "'data/*.csv' names no file; it wrote notebooks/data/x.csv";
    worker
        .events(
            grant,
            1,
            List.of(
                Map.of("kind", "warning", "code", "ARTIFACTS_UNMATCHED", "message", told),
                Map.of("kind", "log", "stream", "stdout", "text", "no warning\n")))
        .expect(200);
    JsonNode warnings =
        service
            .admin()
            .get("/api/v1/attempts/" + grant.get("attempt").asString())
            .expect(200)
            .json()
            .get("warnings");
    assertThat(warnings).hasSize(1);
    assertThat(warnings.at("/0/code").asString()).isEqualTo("ARTIFACTS_UNMATCHED");
    assertThat(warnings.at("/0/message").asString()).isEqualTo(told);
    worker.complete(grant, "succeeded", Map.of("lastEvent", 2)).expect(200);
  }

  @Test
  void theFilesOfTheSnapshotComeWithTheGrantAndOthersDoNot() {
    TestWorker worker = runs.worker();
    runs.start();
    JsonNode grant = worker.start();
    String snapshot = grant.get("snapshot").asString();
    JsonNode files =
        worker.client().get("/worker/v1/snapshots/" + snapshot).expect(200).json().get("files");
    assertThat(files).hasSize(2);
    String file = files.get(0).get("digest").asString();
    worker.client().get("/worker/v1/snapshots/" + snapshot + "/files/" + file).expect(200);
    TestWorker other = new TestRuns(service).worker();
    other.client().get("/worker/v1/snapshots/" + snapshot).expect(404);
  }

  @Test
  void anUploadMustBeWhatItsDigestSays() throws Exception {
    TestWorker worker = runs.worker();
    runs.start();
    JsonNode grant = worker.start();
    byte[] bytes = "hello".getBytes(StandardCharsets.UTF_8);
    String digest =
        HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    String path = "/worker/v1/attempts/" + grant.get("attempt").asString() + "/files/";
    worker.client().send("PUT", path + digest, bytes, "application/octet-stream").expect(204);
    String wrong = digest.replace(digest.charAt(0), digest.charAt(0) == 'a' ? 'b' : 'a');
    assertThat(
            worker
                .client()
                .send("PUT", path + wrong, bytes, "application/octet-stream")
                .expect(422)
                .code())
        .isEqualTo("DIGEST_MISMATCH");

    Map<String, Object> published =
        Map.of(
            "artifacts",
            List.of(
                Map.of(
                    "path", "out/a.txt", "digest", digest, "size", 5, "mediaType", "text/plain")));
    worker.complete(grant, "succeeded", published).expect(200);
    String attempt = "/api/v1/attempts/" + grant.get("attempt").asString();
    assertThat(service.admin().get(attempt + "/artifacts").json().at("/items/0/path").asString())
        .isEqualTo("out/a.txt");
    var content = service.admin().get(attempt + "/artifacts/content?path=out/a.txt").expect(200);
    assertThat(content.text()).isEqualTo("hello");
    assertThat(content.header("Content-Disposition")).startsWith("attachment");
    assertThat(content.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void aWorkerDoesNotReachAnotherWorkersAttempt() {
    TestWorker mine = runs.worker();
    runs.start();
    JsonNode grant = mine.start();
    TestWorker other = TestWorker.in(service, runs.pool());
    for (String what : List.of("start", "events", "environment", "complete")) {
      assertThat(
              other
                  .post(grant, what, Map.of("epoch", grant.get("epoch").asLong()))
                  .expect(403)
                  .code())
          .isEqualTo("NOT_YOUR_ATTEMPT");
    }
    String files =
        "/worker/v1/attempts/" + grant.get("attempt").asString() + "/files/" + "0".repeat(64);
    other.client().get(files).expect(403);
    other.client().send("PUT", files, new byte[0], "application/octet-stream").expect(403);
  }

  @Test
  void reportsOfSeveralAttemptsAreTakenTogetherAndNobodyElsesAttemptAmongThem() {
    TestWorker worker = runs.worker();
    JsonNode run = runs.start();
    JsonNode started = worker.start();
    runs.start();
    JsonNode granted = worker.claim();
    TestRuns elsewhere = new TestRuns(service);
    TestWorker other = elsewhere.worker();
    elsewhere.start();
    JsonNode foreign = other.start();
    Map<String, Object> success =
        Map.of("epoch", started.get("epoch"), "state", "succeeded", "lastEvent", 0);
    Map<String, Object> theirs =
        Map.of("epoch", foreign.get("epoch"), "state", "succeeded", "lastEvent", 0);

    JsonNode answers =
        worker
            .client()
            .post(
                "/worker/v1/reports",
                Map.of(
                    "reports",
                    List.of(
                        Map.of("attempt", foreign.get("attempt"), "complete", theirs),
                        Map.of("attempt", started.get("attempt"), "complete", success),
                        Map.of(
                            "attempt",
                            granted.get("attempt"),
                            "start",
                            Map.of("epoch", granted.get("epoch"))))))
            .expect(200)
            .json()
            .get("answers");

    assertThat(answers).hasSize(3);
    assertThat(answers.get(0).propertyNames()).as("it is refused when it is sent alone").isEmpty();
    assertThat(answers.at("/1/complete/accepted").asBoolean()).isTrue();
    assertThat(answers.at("/2/start/answer").asString()).isEqualTo("go");
    assertThat(
            service
                .admin()
                .get("/api/v1/runs/" + run.get("id").asString())
                .json()
                .at("/counts/succeeded")
                .asInt())
        .isEqualTo(1);
    other.complete(foreign, "succeeded", Map.of()).expect(200);
  }

  @Test
  void aReportThatIsNeitherStartNorEndIsRefusedWithItsAttempt() {
    TestWorker worker = runs.worker();
    runs.start();
    JsonNode grant = worker.start();
    var answer =
        worker
            .client()
            .post(
                "/worker/v1/reports",
                Map.of("reports", List.of(Map.of("attempt", grant.get("attempt")))))
            .expect(422);
    assertThat(answer.code()).isEqualTo("BAD_REPORT");
    worker.complete(grant, "succeeded", Map.of()).expect(200);
  }

  @Test
  void aSecondBootEndsTheFirstSessionAndItsAttempts() {
    String token = service.poolToken(runs.pool()).get("secret").asString();
    UUID id = UUID.randomUUID();
    TestWorker first = TestWorker.open(service, runs.pool(), token, id);
    runs.start();
    JsonNode grant = first.start();
    TestWorker second = TestWorker.open(service, runs.pool(), token, id);
    first
        .client()
        .post(
            "/worker/v1/heartbeat", Map.of("settledClaims", 1, "draining", false, "waitMillis", 0))
        .expect(401);
    assertThat(second.complete(grant, "succeeded", Map.of()).expect(409).code())
        .isEqualTo("STALE_EPOCH");
    JsonNode again = second.start();
    assertThat(again.get("number").asInt()).isEqualTo(2);
    assertThat(again.get("epoch").asLong()).isGreaterThan(grant.get("epoch").asLong());
  }

  @Test
  void anOlderProtocolIsToldToUpgradeAndAStrangeTokenIsRefused() {
    service
        .anonymous()
        .bearer("mlp_x")
        .post("/worker/v1/sessions", TestWorker.request("p", UUID.randomUUID(), 1))
        .expect(401);
    String token = service.poolToken(runs.pool()).get("secret").asString();
    var old =
        service
            .anonymous()
            .bearer(token)
            .post("/worker/v1/sessions", TestWorker.request(runs.pool(), UUID.randomUUID(), 0))
            .expect(426);
    assertThat(old.code()).isEqualTo("UPGRADE");
    int newer = WorkerProtocol.VERSION + 1;
    service
        .anonymous()
        .bearer(token)
        .post("/worker/v1/sessions", TestWorker.request(runs.pool(), UUID.randomUUID(), newer))
        .expect(426);
    service
        .anonymous()
        .bearer(token)
        .post("/worker/v1/sessions", TestWorker.request("default", UUID.randomUUID(), 1))
        .expect(401);
  }

  @Test
  void aRevokedPoolTokenEndsItsSessionsAtOnceOnEveryServer() throws Exception {
    JsonNode issued = service.poolToken(runs.pool());
    String secret = issued.get("secret").asString();
    TestWorker worker = TestWorker.open(service, runs.pool(), secret, UUID.randomUUID());
    TestWorker spared = TestWorker.in(service, runs.pool());
    JsonNode run = runs.start();
    JsonNode grant = worker.start();

    try (var other = service.startServer()) {
      TestWorker elsewhere = worker.at(other);
      CompletableFuture<TestClient.Answer> claim =
          CompletableFuture.supplyAsync(() -> worker.claim(20_000));
      CompletableFuture<TestClient.Answer> heartbeat =
          CompletableFuture.supplyAsync(() -> elsewhere.heartbeat(List.of(grant), 20_000));
      assertThatThrownBy(() -> claim.get(700, TimeUnit.MILLISECONDS))
          .as("it waits for work")
          .isInstanceOf(TimeoutException.class);
      String token = "/api/v1/pools/" + runs.pool() + "/tokens/" + issued.get("id").asString();
      service.admin().delete(token).expect(204);
      long revoked = System.nanoTime();
      assertThat(openSessionsOf(worker)).as("the answer comes after the sessions' end").isZero();
      assertThat(claim.get(5, TimeUnit.SECONDS).expect(401).code()).isEqualTo("SESSION_REVOKED");
      assertThat(heartbeat.get(5, TimeUnit.SECONDS).expect(401).code())
          .isEqualTo("SESSION_REVOKED");
      assertThat(Duration.ofNanos(System.nanoTime() - revoked)).isLessThan(Duration.ofSeconds(1));
    }

    assertThat(worker.heartbeat(List.of(grant), 0).expect(401).code()).isEqualTo("SESSION_REVOKED");
    assertThat(worker.complete(grant, "succeeded", Map.of()).expect(401).code())
        .isEqualTo("SESSION_REVOKED");
    service
        .anonymous()
        .bearer(secret)
        .post("/worker/v1/sessions", TestWorker.request(runs.pool(), UUID.randomUUID(), 1))
        .expect(401);
    JsonNode again = spared.start();
    assertThat(again.get("run")).isEqualTo(run.get("id"));
    assertThat(again.get("number").asInt()).isEqualTo(2);
    spared.complete(again, "succeeded", Map.of()).expect(200);
    JsonNode step =
        service
            .admin()
            .get("/api/v1/runs/" + run.get("id").asString() + "/steps/train")
            .expect(200)
            .json();
    assertThat(step.get("attempts").toString()).contains("its token was revoked");
    assertThat(
            service
                .sql()
                .sql(
                    """
                    SELECT a.ended_at - s.ended_at >= interval '3 seconds'
                      FROM attempt a, worker_session s
                     WHERE a.id = ?::uuid AND s.worker = ?""")
                .params(grant.get("attempt").asString(), worker.id())
                .query(Boolean.class)
                .single())
        .as("the worker had time to kill what ran")
        .isTrue();
  }

  private int openSessionsOf(TestWorker worker) {
    return service
        .sql()
        .sql("SELECT count(*) FROM worker_session WHERE worker = ? AND ended_at IS NULL")
        .param(worker.id())
        .query(Integer.class)
        .single();
  }

  @Test
  void aTokenThatAnOlderServerRevokedEndsItsSessionsInTheNextSweep() throws Exception {
    JsonNode issued = service.poolToken(runs.pool());
    TestWorker worker =
        TestWorker.open(service, runs.pool(), issued.get("secret").asString(), UUID.randomUUID());
    TestWorker spared = TestWorker.in(service, runs.pool());
    runs.start();
    JsonNode grant = worker.start();
    CompletableFuture<TestClient.Answer> heartbeat =
        CompletableFuture.supplyAsync(() -> worker.heartbeat(List.of(grant), 20_000));
    assertThatThrownBy(() -> heartbeat.get(700, TimeUnit.MILLISECONDS))
        .as("it waits for commands")
        .isInstanceOf(TimeoutException.class);
    service
        .sql()
        .sql("UPDATE pool_token SET revoked_at = millrace_now() WHERE id = ?::uuid")
        .param(issued.get("id").asString())
        .update();
    assertThat(heartbeat.get(10, TimeUnit.SECONDS).expect(401).code()).isEqualTo("SESSION_REVOKED");
    assertThat(spared.start().get("number").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"0, 422", "1, 200", "10000, 200", "10001, 422", "-2147483648, 422"})
  void theSlotsThatAWorkerOffersHaveARange(int slots, int status) {
    Map<String, Object> request =
        new HashMap<>(TestWorker.request(runs.pool(), UUID.randomUUID(), WorkerProtocol.VERSION));
    request.put("slots", slots);
    String token = service.poolToken(runs.pool()).get("secret").asString();
    var answer =
        service.anonymous().bearer(token).post("/worker/v1/sessions", request).expect(status);
    if (status == 422) {
      assertThat(answer.code()).isEqualTo("BAD_SLOTS");
      assertThat(answer.text()).contains("from 1 to 10000");
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, 422", "0, 200", "100000, 200", "100001, 422", "2147483647, 422"})
  void theSlotsOfAPoolHaveARange(int slots, int status) {
    var answer = service.admin().put("/api/v1/pools/ranges", Map.of("slots", slots)).expect(status);
    if (status == 422) {
      assertThat(answer.code()).isEqualTo("BAD_POOL");
      assertThat(answer.text()).contains("0 to 100,000");
    }
  }

  @Test
  void aCancelReachesTheWorkerByItsHeartbeat() {
    TestWorker worker = runs.worker();
    JsonNode run = runs.start();
    JsonNode grant = worker.start();
    service
        .admin()
        .post("/api/v1/runs/" + run.get("id").asString() + "/cancel", Map.of("reason", "enough"))
        .expect(200);
    JsonNode commands =
        worker
            .client()
            .post(
                "/worker/v1/heartbeat",
                Map.of(
                    "settledClaims",
                    1,
                    "attempts",
                    List.of(grant.get("attempt").asString()),
                    "draining",
                    false,
                    "waitMillis",
                    10_000))
            .expect(200)
            .json()
            .get("commands");
    assertThat(commands.get(0).get("kind").asString()).isEqualTo("cancel");
    worker.complete(grant, "cancelled", Map.of()).expect(200);
    var cancelled =
        service
            .admin()
            .post("/api/v1/runs/" + run.get("id").asString() + "/cancel")
            .expect(200)
            .json();
    assertThat(cancelled.get("state").asString()).isEqualTo("cancelled");
  }

  @Test
  void textsOfACompletionAreStoredRepairedAndAnOutputThatCannotBeStoredIsRefusedByName() {
    TestWorker worker = runs.worker();
    JsonNode run = runs.start();
    JsonNode grant = worker.start();
    String id = grant.get("attempt").asString();
    worker
        .client()
        .post(
            "/worker/v1/attempts/" + id + "/events",
            Map.of(
                "epoch",
                grant.get("epoch"),
                "events",
                List.of(
                    Map.of(
                        "seq",
                        1,
                        "kind",
                        "log\0",
                        "at",
                        "+99999-01-01T00:00:00Z",
                        "data",
                        Map.of("text", "p\0q")))))
        .expect(200);

    var refused =
        worker
            .complete(grant, "succeeded", Map.of("outputs", Map.of("fine", 1, "code", "A\0B")))
            .expect(422);
    assertThat(refused.code()).isEqualTo("OUTPUT_TYPE");
    assertThat(refused.json().at("/where/pointer").asString()).isEqualTo("/outputs/code");
    var noNumber =
        worker
            .complete(
                grant,
                "succeeded",
                Map.of("outputs", Map.of("n", List.of(1, Map.of("$number", 3)))))
            .expect(422);
    assertThat(noNumber.code()).isEqualTo("OUTPUT_TYPE");
    assertThat(noNumber.json().at("/where/pointer").asString()).isEqualTo("/outputs/n/1");
    worker
        .complete(
            grant, "failed", Map.of("cause", "user", "message", "ValueError: x\0y", "lastEvent", 1))
        .expect(200);

    JsonNode step =
        service
            .admin()
            .get("/api/v1/runs/" + run.get("id").asString() + "/steps/train")
            .expect(200)
            .json();
    assertThat(step.at("/attempts/0/message").asString()).isEqualTo("ValueError: x\u2400y");
  }

  @Test
  void anAttemptWhoseEndCannotBeReportedIsEndedByTheHeartbeatThatSaysSo() {
    TestWorker worker = runs.worker();
    JsonNode run = runs.start();
    JsonNode grant = worker.start();
    String id = grant.get("attempt").asString();
    JsonNode commands =
        worker
            .client()
            .post(
                "/worker/v1/heartbeat",
                Map.of(
                    "number",
                    1,
                    "settledClaims",
                    1,
                    "attempts",
                    List.of(id),
                    "undeliverable",
                    List.of(Map.of("attempt", id, "reason", "500"), Map.of("attempt", id)),
                    "draining",
                    false,
                    "waitMillis",
                    10_000))
            .expect(200)
            .json()
            .get("commands");
    assertThat(commands.get(0).get("kind").asString()).isEqualTo("drop");
    JsonNode step =
        service
            .admin()
            .get("/api/v1/runs/" + run.get("id").asString() + "/steps/train")
            .expect(200)
            .json();
    assertThat(step.at("/attempts/0/cause").asString()).isEqualTo("platform");
    assertThat(step.at("/attempts/0/message").asString()).endsWith(": 500");
  }

  @Test
  void aStoredValueThatJsonCannotCarryIsRefusedWithItsGrantAndSpoilsNoOther() {
    JsonNode sick = runs.start();
    JsonNode sound = runs.start();
    service
        .sql()
        .sql("UPDATE run SET parameters = '{\"region\": \"x\\ud83d\"}' WHERE id = ?::uuid")
        .param(sick.get("id").asString())
        .update();
    JsonNode grants =
        runs.worker()
            .client()
            .post("/worker/v1/claims", Map.of("claimNo", 1, "slots", 2, "waitMillis", 0))
            .expect(200)
            .json()
            .get("grants");
    assertThat(grants).hasSize(2);
    assertThat(grants.get(0).get("run")).isEqualTo(sick.get("id"));
    assertThat(grants.get(0).at("/refusal/code").asString()).isEqualTo("VALUE_UNREADABLE");
    assertThat(grants.get(0).at("/refusal/message").asString()).contains("at /region", "U+D83D");
    assertThat(grants.get(1).get("run")).isEqualTo(sound.get("id"));
    assertThat(grants.get(1).has("refusal")).isFalse();
  }
}
