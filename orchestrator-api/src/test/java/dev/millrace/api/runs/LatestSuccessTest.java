package dev.millrace.api.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LatestSuccessTest {
  private final TestService service = TestService.shared();
  private final TestRuns runs = new TestRuns(service);
  private final TestWorker worker = runs.worker();

  @Test
  void theLatestSuccessIsTheOneWithTheLatestLogicalTimeAndNeverAFailedRun() {
    assertThat(service.admin().get(path("train")).expect(404).code()).isEqualTo("NO_SUCCESS");
    JsonNode first = attempt("2026-03-02T00:00:00Z", "succeeded");
    assertThat(latest()).isEqualTo(first.get("attempt").asString());
    attempt("2026-03-03T00:00:00Z", "failed");
    assertThat(latest()).as("a failed run").isEqualTo(first.get("attempt").asString());
    attempt("2026-03-01T00:00:00Z", "succeeded");
    assertThat(latest()).as("an older day made later").isEqualTo(first.get("attempt").asString());
    JsonNode next = attempt("2026-03-04T00:00:00Z", "succeeded");
    assertThat(latest()).isEqualTo(next.get("attempt").asString());
  }

  @Test
  void aSuccessfulStepOfAFailedRunIsNone() {
    JsonNode grant = attempt("2026-03-02T00:00:00Z", "succeeded");
    service
        .sql()
        .sql(
            """
            UPDATE run SET state = 'failed'
             WHERE id = (SELECT run FROM attempt WHERE id = CAST(? AS uuid))""")
        .param(grant.get("attempt").asString())
        .update();
    service.admin().get(path("train")).expect(404);
  }

  @Test
  void itIsAnsweredToThoseWhoSeeTheProject() {
    attempt("2026-03-02T00:00:00Z", "succeeded");
    service.userWith("viewer", runs.project()).get(path("train")).expect(200);
    service.userWith("viewer", service.project()).get(path("train")).expect(404);
    assertThat(service.admin().get(path("other")).expect(404).code()).isEqualTo("NO_SUCCESS");
    service.admin().get(path("train").replace("/one/", "/none/")).expect(404);
  }

  private String latest() {
    return service.admin().get(path("train")).expect(200).json().get("attempt").asString();
  }

  private String path(String step) {
    return "/api/v1/projects/" + runs.project() + "/dags/one/steps/" + step + "/latest-success";
  }

  private JsonNode attempt(String logicalTime, String state) {
    service.admin().post(runs.path(), Map.of("logicalTime", logicalTime)).expect(201);
    JsonNode grant = worker.start();
    Map<String, Object> more =
        state.equals("failed") ? Map.of("cause", "user", "message", "no") : Map.of();
    worker.complete(grant, state, more).expect(200);
    return grant;
  }
}
