package dev.millrace.api.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestWorker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Completions whose values cannot be stored, and attempts whose end cannot be reported. */
@Tag("slow")
class CompletionsTest extends WorkerCallsTest {
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
