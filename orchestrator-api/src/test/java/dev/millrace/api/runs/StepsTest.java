package dev.millrace.api.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StepsTest {
  private final TestService service = TestService.shared();
  private final TestRuns runs = new TestRuns(service);

  @Test
  void anItemOfAMappedStepHasAnAddressOfItsOwn() {
    String run = runs.start().get("id").asString();
    String step = "/api/v1/runs/" + run + "/steps/train";
    service.admin().get(step + "/0.3").expect(404);
    service
        .sql()
        .sql("UPDATE step_run SET map_path = '{0,3}' WHERE run = ?")
        .param(UUID.fromString(run))
        .update();

    JsonNode item = service.admin().get(step + "/0.3").expect(200).json();

    assertThat(item.get("step").asString()).isEqualTo("train");
    assertThat(item.get("mapPath").valueStream().map(JsonNode::asInt)).containsExactly(0, 3);
    service.admin().get(step + "/0").expect(404);
    assertThat(service.admin().get(step + "/0,3").expect(404).json().get("hint").asString())
        .contains("0.3");
  }

  @Test
  void aRunWhoseDefinitionBreaksSaysSoAndIsEndedByACancel() {
    String run = "/api/v1/runs/" + runs.start().get("id").asString();
    service
        .sql()
        .sql(
            """
            UPDATE run SET quarantined_at = now(), quarantine_reason = 'version 1 cannot be read',
                           state_text = 'quarantined: version 1 cannot be read'
             WHERE id = ?
            """)
        .param(UUID.fromString(run.substring(run.lastIndexOf('/') + 1)))
        .update();

    JsonNode seen = service.admin().get(run).expect(200).json();
    assertThat(seen.get("quarantine").asString()).isEqualTo("version 1 cannot be read");
    assertThat(seen.get("stateText").asString()).startsWith("quarantined: ");

    JsonNode ended = service.admin().post(run + "/cancel", Map.of()).expect(200).json();
    assertThat(ended.get("state").asString()).isEqualTo("cancelled");
  }
}
