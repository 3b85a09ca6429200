package dev.millrace.api.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestWorker;
import dev.millrace.executor.protocol.WorkerProtocol;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How sessions of workers begin, hear of a cancel, and end. */
@Tag("slow")
class WorkerSessionsTest extends WorkerCallsTest {
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
  void anOlderProtocolHasToUpgradeAndAStrangeTokenIsRefused() {
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

  private int openSessionsOf(TestWorker worker) {
    return service
        .sql()
        .sql("SELECT count(*) FROM worker_session WHERE worker = ? AND ended_at IS NULL")
        .param(worker.id())
        .query(Integer.class)
        .single();
  }
}
