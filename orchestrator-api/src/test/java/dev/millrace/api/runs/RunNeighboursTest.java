package dev.millrace.api.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RunNeighboursTest {
  private final TestService service = TestService.shared();
  private final TestRuns runs = new TestRuns(service);

  @Test
  void aRunKnowsTheRunsOfItsDagBeforeAndAfterIt() {
    String first = start(runs);
    new TestRuns(service).start();
    String second = start(runs);
    String third = start(runs);
    assertThat(neighbours(first).has("previous")).isFalse();
    assertThat(neighbours(first).get("next").asString()).isEqualTo(second);
    assertThat(neighbours(second).get("previous").asString()).isEqualTo(first);
    assertThat(neighbours(second).get("next").asString()).isEqualTo(third);
    assertThat(neighbours(third).has("next")).isFalse();
    service.userWith("viewer", runs.project()).get(path(first)).expect(200);
    service.userWith("viewer", service.project()).get(path(first)).expect(404);
  }

  private JsonNode neighbours(String run) {
    return service.admin().get(path(run)).expect(200).json();
  }

  private static String path(String run) {
    return "/api/v1/runs/" + run + "/neighbours";
  }

  private static String start(TestRuns runs) {
    return runs.start().get("id").asString();
  }
}
