package dev.millrace.api.dags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestService;
import dev.millrace.api.projects.TestPush;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DagsTest {

  private static final String RECOMMENDER =
      """
      # the films
      dag: recommender
      title: Film recommender
      tags: [ml]
      maxActiveRuns: 2
      parameters:
        tune: { type: boolean, default: false }
        region: { type: string, enum: [eu, ap] }
      steps:
        prepare:
          notebook: notebooks/prepare.ipynb
        choose:
          branch:
            - when: parameters.tune
              to: [tune]
            - otherwise: [train]
          dependsOn: [prepare]
        tune:
          shell: echo tune
          dependsOn: [choose]
          group: fit
        train:
          shell: echo train
          dependsOn: [choose]
      """;

  private final TestService service = TestService.shared();
  private final TestClient admin = service.admin();
  private final String project = service.project();
  private final String base = "/api/v1/projects/" + project;

  @Test
  void stepsAreShownInTheOrderInWhichTheyCanRun() {
    push(
            "dags/order.yaml",
            """
            dag: order
            steps:
              last: { shell: echo 1, dependsOn: [middle, beside] }
              middle: { shell: echo 1, dependsOn: [first] }
              beside: { shell: echo 1, dependsOn: [first] }
              first: { shell: echo 1 }
            """)
        .expect(201);
    JsonNode run = admin.post(base + "/dags/order/runs", Map.of()).expect(201).json();

    JsonNode dag = admin.get(base + "/dags/order").expect(200).json();
    assertThat(dag.get("steps").valueStream().map(step -> step.get("id").asString()))
        .containsExactly("first", "middle", "beside", "last");
    JsonNode steps =
        admin.get("/api/v1/runs/" + run.get("id").asString() + "/steps").expect(200).json();
    assertThat(steps.get("items").valueStream().map(step -> step.get("step").asString()))
        .containsExactly("first", "middle", "beside", "last");
  }

  @Test
  void aDagIsShownWithParametersAndSteps() {
    push("notebooks/prepare.ipynb", "{}", "dags/recommender.yaml", RECOMMENDER).expect(201);

    JsonNode dag = admin.get(base + "/dags/recommender").expect(200).json();

    assertThat(dag.get("origin").get("kind").asString()).isEqualTo("file");
    assertThat(dag.get("origin").get("path").asString()).isEqualTo("dags/recommender.yaml");
    assertThat(dag.get("maxActiveRuns").asInt()).isEqualTo(2);
    JsonNode region = dag.get("parameters").get(1);
    assertThat(region.get("required").asBoolean()).isTrue();
    assertThat(region.get("enum").get(1).asString()).isEqualTo("ap");
    assertThat(dag.get("parameters").get(0).get("default").asBoolean()).isFalse();
    JsonNode choose = dag.get("steps").get(1);
    assertThat(choose.get("branches").get(0).get("when").asString()).isEqualTo("parameters.tune");
    assertThat(choose.get("branches").get(1).get("otherwise").get(0).asString()).isEqualTo("train");
    assertThat(choose.get("triggerRule").asString()).isEqualTo("all_success");
    assertThat(choose.has("pool")).isFalse();
    assertThat(dag.get("steps").get(0).get("notebook").asString())
        .isEqualTo("notebooks/prepare.ipynb");
    assertThat(dag.get("steps").get(2).get("group").asString()).isEqualTo("fit");
    assertThat(dag.get("lastRuns")).isEmpty();
    assertThat(admin.get(base + "/dags").json().get("items").get(0)).isEqualTo(dag);
  }

  @Test
  void aWriteThatNamesWhatItHasReadIsRefusedWhenTheDagChangedMeanwhile() {
    String address = base + "/dags/mine";
    putYaml(admin, address, "echo 1").expect(200);
    String first = admin.get(address).expect(200).header("ETag");
    putYaml(admin.header("If-Match", first), address, "echo 2").expect(200);
    assertThat(admin.get(address).expect(200).header("ETag")).isNotEqualTo(first);

    var late = putYaml(admin.header("If-Match", first), address, "echo 3").expect(412);
    assertThat(late.code()).isEqualTo("CHANGED_MEANWHILE");
    assertThat(late.json().get("detail").asString()).contains("version 2");
    assertThat(late.json().get("hint").asString()).contains("read it again");
    admin.header("If-Match", first).delete(address).expect(412);
    admin.header("If-Match", "\"nonsense\"").delete(address).expect(412);
    assertThat(admin.get(address).json().get("version").asInt()).isEqualTo(2);

    admin.header("If-Match", admin.get(address).header("ETag")).delete(address).expect(204);
  }

  private static TestClient.Answer putYaml(TestClient client, String address, String line) {
    String yaml = "dag: mine\nsteps:\n  a: { shell: " + line + " }\n";
    return client.send("PUT", address, yaml.getBytes(StandardCharsets.UTF_8), "application/yaml");
  }

  @Test
  void versionsKeepTheAuthorsText() {
    push("notebooks/prepare.ipynb", "{}", "dags/recommender.yaml", RECOMMENDER).expect(201);
    push(
            "notebooks/prepare.ipynb",
            "{}",
            "dags/recommender.yaml",
            RECOMMENDER.replace("echo train", "echo more"))
        .expect(201);

    JsonNode versions = admin.get(base + "/dags/recommender/versions").expect(200).json();
    assertThat(versions.get("items"))
        .extracting(v -> v.get("number").asInt())
        .containsExactly(2, 1);
    JsonNode first = admin.get(base + "/dags/recommender/versions/1").expect(200).json();
    assertThat(first.get("source").asString()).isEqualTo(RECOMMENDER);
    assertThat(first.get("definition").get("dag").asString()).isEqualTo("recommender");
    admin.get(base + "/dags/recommender/versions/3").expect(404);
    admin.get(base + "/dags/none/versions").expect(404);
  }

  @Test
  void aClientPutsADagAsYamlAndAsJson() {
    String yaml = "dag: mine\nsteps:\n  s:\n    shell: echo\n";
    JsonNode planned = put("mine", "?dryRun=true", yaml, "application/yaml").expect(200).json();
    assertThat(planned.get("plan").get("new").get(0).asString()).isEqualTo("mine");
    admin.get(base + "/dags/mine").expect(404);

    JsonNode written = put("mine", "", yaml, "application/yaml").expect(200).json();
    assertThat(written.get("dag").get("origin").get("client").asString()).isEqualTo("admin");
    String json = "{\"dag\": \"mine\", \"steps\": {\"s\": {\"shell\": \"echo\"}}}";
    assertThat(
            put("mine", "", json, "application/json")
                .expect(200)
                .json()
                .get("plan")
                .get("unchanged"))
        .hasSize(1);

    admin.delete(base + "/dags/mine").expect(204);
    assertThat(admin.get(base + "/dags/mine").expect(200).json().get("archived").asBoolean())
        .isTrue();
    assertThat(admin.get(base + "/dags").json().get("items")).isEmpty();
    assertThat(admin.get(base + "/dags?archived=true").json().get("items")).hasSize(1);
  }

  @Test
  void aBadDefinitionIsRefusedByItsKind() {
    assertThat(put("a", "", "dag: [", "application/yaml").expect(400).code())
        .isEqualTo("YAML_SYNTAX");
    assertThat(put("a", "", "{", "application/json").expect(400).code()).isEqualTo("JSON_SYNTAX");
    JsonNode unknown =
        put("a", "", "dag: a\nsteps:\n  s:\n    shell: echo\n    retires: 1\n", "application/yaml")
            .expect(422)
            .json();
    assertThat(unknown.get("code").asString()).isEqualTo("FIELD_UNKNOWN");
    assertThat(unknown.get("where").get("line").asInt()).isEqualTo(5);
    assertThat(unknown.get("hint").asString()).contains("retries");
    put("a", "", "x", "text/html").expect(415);
  }

  @Test
  void aFilesDagIsNotTheClientsToWrite() {
    push("dags/a.yaml", "dag: a\nsteps:\n  s:\n    shell: echo\n").expect(201);

    String other = "dag: a\nsteps:\n  s:\n    shell: echo 2\n";
    assertThat(put("a", "", other, "application/yaml").expect(409).code())
        .isEqualTo("ORIGIN_CONFLICT");
    put("a", "?adopt=true", other, "application/yaml").expect(200);
  }

  @Test
  void notebooksOfTheCurrentFilesAreListed() {
    push("b.ipynb", "{}", "a/x.ipynb", "{}", "c.txt", "c").expect(201);

    JsonNode first = admin.get(base + "/notebooks?limit=1").expect(200).json();
    assertThat(first.get("items").get(0).get("path").asString()).isEqualTo("a/x.ipynb");
    JsonNode second =
        admin.get(base + "/notebooks?cursor=" + first.get("nextCursor").asString()).json();
    assertThat(second.get("items").get(0).get("path").asString()).isEqualTo("b.ipynb");
    assertThat(second.has("nextCursor")).isFalse();
    admin.get(base + "/notebooks/a/x.ipynb").expect(404);
  }

  @Test
  void aWrongQueryIsRefused() {
    assertThat(admin.get(base + "/dags?limit=1000000000").expect(422).code()).isEqualTo("QUERY");
    assertThat(admin.get(base + "/dags?cursor=x").expect(422).code()).isEqualTo("QUERY");
    assertThat(admin.get(base + "/dags?sort=;drop").expect(422).code()).isEqualTo("QUERY");
    assertThat(admin.get(base + "/dags/recommender/versions?cursor=x").status()).isIn(404, 422);
  }

  private TestClient.Answer put(String dag, String query, String text, String type) {
    return admin.send(
        "PUT", base + "/dags/" + dag + query, text.getBytes(StandardCharsets.UTF_8), type);
  }

  private TestClient.Answer push(String... pathsAndContents) {
    TestPush push = new TestPush(admin, project);
    for (int i = 0; i < pathsAndContents.length; i += 2) {
      push.file(pathsAndContents[i], pathsAndContents[i + 1]);
    }
    return push.deploy();
  }
}
