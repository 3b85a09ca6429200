package dev.millrace.api.operating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.LogLines;
import dev.millrace.api.TestClient;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a watchdog asks, with the database there and gone. */
@Tag("slow")
class HealthTest {
  @TempDir Path data;

  @Test
  void withoutItsDatabaseEveryAddressThatNeedsItSays503AndTheOthersAnswer() throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
    try (var service = TestService.on(postgres.getJdbcUrl("postgres", "postgres"), data)) {
      TestClient admin = service.admin();
      TestClient browser = service.browser();
      TestClient anyone = service.anonymous();
      TestWorker worker = TestWorker.in(service, "default");
      String poolToken = service.poolToken("default").get("secret").asString();

      postgres.close();
      for (TestClient caller : List.of(admin, browser)) {
        caller.get("/api/v1/health/live").expect(200);
        caller.get("/api/v1/version").expect(200);
        caller.get("/api/v1/openapi.json").expect(200);
        caller.get("/api/docs").expect(200);
      }
      Map<String, Supplier<TestClient.Answer>> refused = new LinkedHashMap<>();
      refused.put("a token's read", () -> admin.get("/api/v1/me"));
      refused.put("a token's write", () -> admin.post("/api/v1/users", Map.of("name", "x")));
      refused.put("a token's delete", () -> admin.delete("/api/v1/secrets/x"));
      refused.put("a cookie's read", () -> browser.get("/api/v1/projects"));
      refused.put("a cookie's write", () -> browser.post("/api/v1/logout"));
      refused.put("a stream", () -> admin.get("/api/v1/events?topics=runs"));
      refused.put("an unknown address", () -> admin.get("/api/v1/nothing"));
      refused.put("a sign-in by link", () -> anyone.post("/api/v1/login", Map.of("token", "none")));
      refused.put(
          "a sign-in by password",
          () -> anyone.post("/api/v1/login", Map.of("name", "admin", "password", "none")));
      refused.put("a heartbeat", () -> worker.heartbeat(List.of(), 0));
      refused.put("a claim", () -> worker.claim(1_000));
      refused.put(
          "a worker that enrols",
          () ->
              anyone
                  .bearer(poolToken)
                  .post(
                      "/worker/v1/sessions", TestWorker.request("default", UUID.randomUUID(), 1)));
      refused.put(
          "a worker's report",
          () ->
              worker
                  .client()
                  .post("/worker/v1/attempts/" + UUID.randomUUID() + "/start", Map.of("epoch", 1)));
      try (var log = LogLines.capture()) {
        refused.forEach(HealthTest::assertRefused);
        assertThat(log.lines()).filteredOn(line -> line.getThrowableProxy() != null).isEmpty();
        assertThat(log.lines())
            .filteredOn(line -> line.getFormattedMessage().contains("clients try again after 5 s"))
            .as("lines for %d requests", refused.size())
            .hasSizeBetween(1, 5);
      }
    }
  }

  private static void assertRefused(String what, Supplier<TestClient.Answer> request) {
    long began = System.nanoTime();
    TestClient.Answer answer = request.get();
    assertThat(answer.status()).as(what).isEqualTo(503);
    assertThat(answer.code()).as(what).isEqualTo("DATABASE");
    assertThat(answer.header("Retry-After")).as(what).isEqualTo("5");
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .as(what)
        .isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void withoutItsDatabaseAServerLivesAndIsNotReadyAndSaysSoAtOnce() throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
    try (var service = TestService.on(postgres.getJdbcUrl("postgres", "postgres"), data)) {
      TestClient anyone = service.anonymous();
      assertThat(anyone.get("/api/v1/health/ready").expect(200).json().get("status").asString())
          .isEqualTo("up");
      anyone.get("/api/v1/health/live").expect(200);

      postgres.close();
      long began = System.nanoTime();
      assertThat(anyone.get("/api/v1/health/ready").expect(503).json().get("database").asString())
          .isEqualTo("down");
      anyone.get("/api/v1/health").expect(503);
      anyone.get("/api/v1/health/live").expect(200);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }
  }
}
