package dev.millrace.api.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@Tag("slow")
class RerunTest {
  private final TestService service = TestService.shared();
  private final TestRuns runs = new TestRuns(service);
  private final TestWorker worker = runs.worker();
  private String run = "";

  @BeforeEach
  void aFailedRun() {
    run = runs.start().get("id").asString();
    worker.complete(worker.start(), "failed", Map.of("message", "bug")).expect(200);
  }

  @Test
  void aDryRunNamesWhatItWouldTouchAndARerunDoesIt() {
    JsonNode dry = service.admin().post(path(), Map.of("dryRun", true)).expect(200).json();
    assertThat(dry.get("touched").toString())
        .isEqualTo("[{\"step\":\"train\",\"mapPath\":[],\"state\":\"failed\"}]");
    assertThat(dry.has("rerun")).isFalse();
    assertThat(dry.get("run").get("state").asString()).isEqualTo("failed");

    JsonNode done = service.admin().post(path()).expect(200).json();
    assertThat(done.get("touched")).isEqualTo(dry.get("touched"));
    assertThat(done.get("rerun").asInt()).isEqualTo(1);
    assertThat(done.get("run").get("state").asString()).isEqualTo("running");
    assertThat(done.get("run").get("rerun").asInt()).isEqualTo(1);

    worker.complete(worker.start(), "succeeded", Map.of()).expect(200);
    JsonNode step = service.admin().get("/api/v1/runs/" + run + "/steps/train").json();
    assertThat(step.get("state").asString()).isEqualTo("succeeded");
    assertThat(step.get("attempts")).hasSize(2);
    assertThat(step.get("ends")).hasSize(1);
    assertThat(step.get("ends").get(0).get("message").asString()).isEqualTo("bug");
  }

  @Test
  void everyRerunIsToldWithTheEndThatItUndid() {
    assertThat(reruns()).isEmpty();
    service.admin().post(path(), Map.of("reason", "flaky")).expect(200);
    worker.complete(worker.start(), "succeeded", Map.of()).expect(200);
    service
        .admin()
        .post(path(), Map.of("steps", List.of("train"), "version", "latest"))
        .expect(200);

    assertThat(reruns()).hasSize(2);
    JsonNode first = reruns().get(0);
    assertThat(first.get("reason").asString()).isEqualTo("flaky");
    assertThat(first.get("steps").toString()).isEqualTo("[\"train\"]");
    assertThat(first.has("dagVersion")).isFalse();
    assertThat(first.get("undone").get("state").asString()).isEqualTo("failed");
    assertThat(first.get("undone").get("stateText").asString()).contains("bug");
    JsonNode second = reruns().get(1);
    assertThat(second.get("number").asInt()).isEqualTo(2);
    assertThat(second.get("dagVersion").asInt()).isEqualTo(1);
    assertThat(second.get("deployment").asInt()).isEqualTo(1);
    assertThat(second.get("undone").get("state").asString()).isEqualTo("succeeded");
  }

  private JsonNode reruns() {
    return service.admin().get("/api/v1/runs/" + run + "/reruns").expect(200).json().get("items");
  }

  @Test
  void theSameIdempotencyKeyReopensTheRunOnce() {
    TestClient client = service.admin().header("Idempotency-Key", UUID.randomUUID().toString());
    String first = client.post(path(), Map.of("reason", "flaky")).expect(200).text();
    assertThat(client.post(path(), Map.of("reason", "flaky")).expect(200).text()).isEqualTo(first);
    assertThat(audited()).containsExactly("flaky");
  }

  @Test
  void whatIsLiveUnknownOrNotThereIsRefusedAndNothingIsRecorded() {
    assertThat(service.admin().post(path(), Map.of("only", "skipped")).expect(409).code())
        .isEqualTo("NOTHING_TO_RERUN");
    assertThat(service.admin().post(path(), Map.of("steps", List.of("trian"))).expect(422).code())
        .isEqualTo("STEP_UNKNOWN");
    assertThat(audited()).isEmpty();

    service.admin().post(path()).expect(200);
    worker.start();
    var live = service.admin().post(path(), Map.of("steps", List.of("train"))).expect(409);
    assertThat(live.code()).isEqualTo("STEPS_LIVE");
    assertThat(live.json().get("problems").get(0).get("message").asString())
        .isEqualTo("step 'train' is running");
  }

  @Test
  void whoMayOnlyLookReopensNothing() {
    service.userWith("viewer", runs.project()).post(path()).expect(403);
    service.userWith("operator", runs.project()).post(path()).expect(200);
  }

  private List<String> audited() {
    return service
        .admin()
        .get("/api/v1/audit?limit=200")
        .json()
        .get("items")
        .valueStream()
        .filter(e -> e.get("action").asString().equals("run.rerun"))
        .filter(e -> e.get("subject").asString().startsWith(run))
        .map(e -> e.path("detail").asString(""))
        .toList();
  }

  private String path() {
    return "/api/v1/runs/" + run + "/rerun";
  }
}
