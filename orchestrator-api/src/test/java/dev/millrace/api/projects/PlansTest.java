package dev.millrace.api.projects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestService;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@Tag("slow")
class PlansTest {
  private static final String DAG = "dag: a\nsteps:\n  s:\n    shell: echo 1\n";

  private final TestService service = TestService.shared();
  private final TestClient admin = service.admin();

  @Test
  void aPlanOfFilesTellsWhatChangesAndStoresNothing() {
    String project = service.project();
    new TestPush(admin, project)
        .file("dags/a.yaml", DAG)
        .file("notebooks/clean.ipynb", "{}")
        .deploy()
        .expect(201);
    TestPush next =
        new TestPush(admin, project)
            .file("dags/a.yaml", DAG)
            .file("notebooks/clean.ipynb", "{\"nbformat\": 4}" + UUID.randomUUID());

    JsonNode plan = next.plan().expect(200).json();

    assertThat(plan.at("/plan/unchanged/0").asString()).isEqualTo("a");
    assertThat(plan.at("/plan/files/changed").toString())
        .isEqualTo("{\"count\":1,\"first\":[\"notebooks/clean.ipynb\"]}");
    assertThat(plan.has("id")).isFalse();
    String snapshots = "/api/v1/projects/" + project + "/snapshots";
    assertThat(admin.get(snapshots).json().get("items")).hasSize(1);
    assertThat(next.submit().json().get("missing")).as("not even a content stays").hasSize(1);
    JsonNode deployed = next.deploy().expect(201).json();
    assertThat(deployed.get("plan"))
        .as("what was planned is what happens")
        .isEqualTo(plan.get("plan"));
    assertThat(deployed.get("snapshot")).isEqualTo(plan.get("snapshot"));
  }

  @Test
  void aPlanForAProjectThatDoesNotExistMakesNone() {
    String name = "new-" + UUID.randomUUID().toString().substring(0, 8);

    JsonNode plan = new TestPush(admin, name).file("dags/a.yaml", DAG).plan().expect(200).json();

    assertThat(plan.at("/plan/new/0").asString()).isEqualTo("a");
    assertThat(plan.get("number").asInt()).isEqualTo(1);
    admin.get("/api/v1/projects/" + name).expect(404);
    assertThat(new TestPush(admin, "../x").file("dags/a.yaml", DAG).plan().expect(422).code())
        .isEqualTo("NAME_RULE");
  }

  @Test
  void aPlanOfAnotherProjectsSnapshotSharesNothing() {
    String staging = service.project();
    String snapshot = new TestPush(admin, staging).file("dags/a.yaml", DAG).upload();
    String prod = service.project();
    Map<String, Object> wish = Map.of("project", prod, "from", staging, "snapshot", snapshot);

    JsonNode plan = admin.post("/api/v1/plans", wish).expect(200).json();

    assertThat(plan.at("/plan/new/0").asString()).isEqualTo("a");
    assertThat(admin.get("/api/v1/projects/" + prod + "/snapshots").json().get("items")).isEmpty();
    assertThat(new TestPush(admin, prod).file("dags/a.yaml", DAG).submit().json().get("missing"))
        .hasSize(1);
  }

  @Test
  void onlyWhoMayDeployMayPlanAndAnotherProjectStaysUnknown() {
    String mine = service.project();
    String theirs = service.project();
    String snapshot = new TestPush(admin, theirs).file("dags/a.yaml", DAG).upload();
    TestClient editor = service.userWith("editor", mine);
    TestClient viewer = service.userWith("viewer", mine);

    new TestPush(editor, mine).file("dags/a.yaml", DAG).plan().expect(200);
    new TestPush(viewer, mine).file("dags/a.yaml", DAG).plan().expect(403);
    new TestPush(editor, theirs).file("dags/a.yaml", DAG).plan().expect(404);
    new TestPush(editor, "x" + theirs).file("dags/a.yaml", DAG).plan().expect(404);
    editor
        .post("/api/v1/plans", Map.of("project", mine, "from", theirs, "snapshot", snapshot))
        .expect(404);
  }

  @Test
  void whatAPlanCannotReadIsSaid() {
    String project = service.project();
    Map<String, Object> file =
        Map.of("path", "dags/a.yaml", "mode", "0644", "digest", TestPush.digest(DAG), "size", 1);

    TestClient.Answer without =
        admin.post("/api/v1/plans", Map.of("project", project, "files", List.of(file))).expect(422);
    assertThat(without.code()).isEqualTo("CONTENT_MISSING");
    assertThat(without.json().get("hint").asString()).contains("dags/");
    assertThat(
            admin
                .post(
                    "/api/v1/plans",
                    Map.of("project", project, "files", List.of(), "contents", List.of("?")))
                .expect(422)
                .json()
                .at("/where/pointer")
                .asString())
        .isEqualTo("/contents/0");
    admin.post("/api/v1/plans", Map.of("project", project)).expect(422);
  }
}
