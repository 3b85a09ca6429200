package dev.millrace.api.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.projects.TestPush;
import java.util.List;
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
  void aStepTellsWhatItDoes() {
    String project = service.project();
    new TestPush(service.admin(), project)
        .file("notebooks/train.ipynb", TestRuns.NOTEBOOK)
        .file("load.py", "")
        .file(
            "dags/kinds.yaml",
            """
            dag: kinds
            parameters:
              full: { type: boolean, default: true }
            defaults: { pool: %s }
            steps:
              fetch: { shell: "curl -O a\\ncurl -O b", group: sources }
              load: { script: load.py, dependsOn: [fetch] }
              train: { notebook: notebooks/train.ipynb, dependsOn: [load] }
              way:
                branch:
                  - when: parameters.full
                    to: [all]
                  - otherwise: []
              all: { noop: {}, dependsOn: [way] }
              ask:
                branch: { notebook: notebooks/train.ipynb }
              asked: { noop: {}, dependsOn: [ask] }
            """
                .formatted(runs.pool()))
        .deploy()
        .expect(201);
    String run =
        service
            .admin()
            .post("/api/v1/projects/" + project + "/dags/kinds/runs", Map.of())
            .expect(201)
            .json()
            .get("id")
            .asString();

    List<JsonNode> steps =
        service
            .admin()
            .get("/api/v1/runs/" + run + "/steps")
            .expect(200)
            .json()
            .get("items")
            .valueStream()
            .toList();

    assertThat(steps.getFirst().get("group").asString()).isEqualTo("sources");
    assertThat(steps)
        .extracting(step -> step.get("step").asString() + " " + step.get("work"))
        .containsOnly(
            "fetch {\"shell\":\"curl -O a\\ncurl -O b\"}",
            "load {\"script\":\"load.py\"}",
            "train {\"notebook\":\"notebooks/train.ipynb\"}",
            "way {\"branches\":[{\"when\":\"parameters.full\",\"to\":[\"all\"]},{\"otherwise\":[],\"to\":[]}]}",
            "all {}",
            "ask {\"notebook\":\"notebooks/train.ipynb\"}",
            "asked {}");
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
