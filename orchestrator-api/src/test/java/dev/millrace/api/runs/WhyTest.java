package dev.millrace.api.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WhyTest {
  private final TestService service = TestService.shared();
  private final TestRuns runs = new TestRuns(service);

  @Test
  void aRunAndItsStepSayWhatHoldsThemUpAndWhatWouldEndThat() {
    String run = "/api/v1/runs/" + runs.start().get("id").asString();
    JsonNode why = service.admin().get(run + "/why").expect(200).json();
    assertThat(why.get("state").asString()).isEqualTo("running");
    JsonNode reason = why.get("reasons").get(0);
    assertThat(reason.get("code").asString()).isEqualTo("no_worker");
    assertThat(reason.get("step").asString()).isEqualTo("train");
    assertThat(reason.get("text").asString()).contains(runs.pool());
    assertThat(reason.get("unblock").asString()).contains("millrace worker --pool " + runs.pool());

    JsonNode ofStep = service.admin().get(run + "/steps/train/why").expect(200).json();
    assertThat(ofStep.get("stepState").asString()).isEqualTo("ready");
    assertThat(ofStep.get("reasons")).isEqualTo(why.get("reasons"));

    TestWorker worker = runs.worker();
    worker.claim();
    assertThat(
            service.admin().get(run + "/why").json().get("reasons").get(0).get("code").asString())
        .isEqualTo("leased");
    service.admin().get(run + "/steps/trian/why").expect(404);
    service.userWith("viewer", runs.project()).get(run + "/why").expect(200);
  }

  @Test
  void aWorkerThatTakesNoWorkForAReasonOfItsOwnIsQuoted() {
    String run = "/api/v1/runs/" + runs.start().get("id").asString();
    runs.worker().trouble("the disk of the worker's folder /w is full").expect(200);
    JsonNode reason = service.admin().get(run + "/why").expect(200).json().get("reasons").get(0);
    assertThat(reason.get("code").asString()).isEqualTo("no_worker");
    assertThat(reason.get("text").asString()).endsWith("the worker's folder /w is full");
  }
}
