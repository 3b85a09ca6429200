package dev.millrace.api.dags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.projects.TestPush;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VersionDiffTest {
  private static final String FIRST =
      """
      dag: films
      title: Films
      parameters:
        top: { type: integer, default: 5 }
      steps:
        train: { notebook: notebooks/train.ipynb }
        old: { shell: echo old }
      """;
  private static final String SECOND =
      """
      dag: films
      parameters:
        top: { type: integer, default: 6 }
      steps:
        train: { notebook: notebooks/train.ipynb, timeout: 20m, retries: 2 }
        report: { shell: echo new, dependsOn: [train] }
      """;

  private final TestService service = TestService.shared();
  private final TestClient admin = service.admin();
  private final String project = service.project();
  private final String versions = "/api/v1/projects/" + project + "/dags/films/versions";

  @Test
  void itNamesFieldsStepsFilesAndTheLinesOfTheText() {
    push(FIRST, TestRuns.NOTEBOOK, "one");
    push(SECOND, TestRuns.NOTEBOOK.replace("print(1)", "print(2)"), "one");

    JsonNode diff = admin.get(versions + "/1/diff/2").expect(200).json();

    assertThat(diff.path("fields"))
        .isEqualTo(
            json(
                """
                [{"path": "/title", "from": "Films"},
                 {"path": "/parameters/top/default", "from": 5, "to": 6}]"""));
    assertThat(diff.path("steps"))
        .isEqualTo(
            json(
                """
                {"added": ["report"], "removed": ["old"],
                 "changed": [{"step": "train", "fields": [
                   {"path": "/retries", "to": 2}, {"path": "/timeout", "to": "20m"}]}]}"""));
    assertThat(diff.path("fromDeployment").intValue()).isEqualTo(1);
    assertThat(diff.path("toDeployment").intValue()).isEqualTo(2);
    assertThat(diff.path("files"))
        .extracting(file -> file.path("path").stringValue())
        .containsExactly("dags/films.yaml", "notebooks/train.ipynb");
    JsonNode notebook = diff.path("files").get(1);
    assertThat(notebook.path("steps").get(0).stringValue()).isEqualTo("train");
    assertThat(notebook.path("from").stringValue())
        .hasSize(64)
        .isNotEqualTo(notebook.path("to").stringValue());
    assertThat(diff.path("source").stringValue())
        .startsWith(
            "--- dags/films.yaml version 1\n+++ dags/films.yaml version 2\n@@ -1,7 +1,6 @@\n")
        .contains("\n-title: Films\n", "\n-  old: { shell: echo old }\n", "\n dag: films\n")
        .doesNotContain("\\ No newline");
  }

  @Test
  void backwardsItSaysTheOppositeAndToItselfNothing() {
    push(FIRST, TestRuns.NOTEBOOK, "one");
    push(SECOND, TestRuns.NOTEBOOK, "two");

    JsonNode back = admin.get(versions + "/2/diff/1").expect(200).json();
    assertThat(back.path("steps").path("added").get(0).stringValue()).isEqualTo("old");
    assertThat(back.path("fields"))
        .isEqualTo(
            json(
                """
                [{"path": "/parameters/top/default", "from": 6, "to": 5},
                 {"path": "/title", "to": "Films"}]"""));
    JsonNode same = admin.get(versions + "/2/diff/2").expect(200).json();
    assertThat(same.path("fields")).isEmpty();
    assertThat(same.path("steps").path("changed")).isEmpty();
    assertThat(same.path("files")).isEmpty();
    assertThat(same.path("source").stringValue()).isEmpty();
    admin.get(versions + "/1/diff/9").expect(404);
  }

  @Test
  void filesAreThoseThatWereDeployedLastWithEachVersion() {
    push(FIRST, TestRuns.NOTEBOOK, "one");
    push(FIRST, TestRuns.NOTEBOOK, "two");
    push(SECOND, TestRuns.NOTEBOOK, "two");

    JsonNode diff = admin.get(versions + "/1/diff/2").expect(200).json();

    assertThat(diff.path("fromDeployment").intValue()).isEqualTo(2);
    assertThat(diff.path("files"))
        .extracting(file -> file.path("path").stringValue())
        .containsExactly("dags/films.yaml");
  }

  @Test
  void aDagWithoutFilesIsComparedByItsDefinition() {
    String address = "/api/v1/projects/" + project + "/dags/films";
    for (String line : new String[] {"echo 1", "echo 2"}) {
      String yaml = "{\"dag\": \"films\", \"steps\": {\"a\": {\"shell\": \"" + line + "\"}}}";
      admin
          .send("PUT", address, yaml.getBytes(StandardCharsets.UTF_8), "application/json")
          .expect(200);
    }

    JsonNode diff = admin.get(versions + "/1/diff/2").expect(200).json();

    assertThat(diff.has("fromDeployment")).isFalse();
    assertThat(diff.path("files")).isEmpty();
    assertThat(diff.path("steps").path("changed").get(0).path("fields").get(0))
        .isEqualTo(json("{\"path\": \"/shell\", \"from\": \"echo 1\", \"to\": \"echo 2\"}"));
    assertThat(diff.path("source").stringValue()).contains("echo 1", "echo 2");
  }

  private void push(String dag, String notebook, String module) {
    new TestPush(admin, project)
        .file("dags/films.yaml", dag)
        .file("notebooks/train.ipynb", notebook)
        .file("src/films.py", "name = '" + module + "'\n")
        .deploy()
        .expect(201);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
