package dev.millrace.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestClient.Answer;
import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.projects.TestPush;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every operation that has a dry run, with and without an {@code Idempotency-Key}. */
class DryRunTest {
  private final TestService service = TestService.shared();
  private final TestClient admin = service.admin();
  private final TestRuns runs = new TestRuns(service);
  private final String project = "/api/v1/projects/" + runs.project();
  private String run = "";
  private String older = "";

  /** The operations, each by a request that is a dry run or the real thing. */
  enum Operation {
    DEPLOY,
    DEPLOY_FROM_ANOTHER_PROJECT,
    PUT_DAG,
    RERUN
  }

  @BeforeEach
  void twoDeploymentsAndAFailedRun() {
    older = current();
    run = runs.start().get("id").asString();
    var worker = runs.worker();
    worker.complete(worker.start(), "failed", Map.of("message", "bug")).expect(200);
    new TestPush(admin, runs.project())
        .file("notebooks/train.ipynb", TestRuns.NOTEBOOK)
        .file("dags/two.yaml", "dag: two\nsteps: { a: { noop: {} } }\n")
        .file(
            "dags/one.yaml",
            "dag: one\nsteps: { train: { notebook: notebooks/train.ipynb, pool: %s } }\n"
                .formatted(runs.pool()))
        .deploy()
        .expect(201);
  }

  @ParameterizedTest
  @EnumSource
  void aDryRunAnswersTheSameWithAndWithoutAKeyAndChangesNothing(Operation operation) {
    String before = stored();
    JsonNode plain = answer(request(operation, admin, true));
    TestClient keyed = admin.header("Idempotency-Key", UUID.randomUUID().toString());
    assertThat(answer(request(operation, keyed, true))).isEqualTo(plain);
    assertThat(answer(request(operation, keyed, true))).isEqualTo(plain);
    assertThat(stored()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void theKeyOfADryRunStaysFreeForTheRealRequest(Operation operation) {
    TestClient keyed = admin.header("Idempotency-Key", UUID.randomUUID().toString());
    request(operation, keyed, true).expect(200);
    Answer real = request(operation, keyed, false);
    assertThat(real.status()).isBetween(200, 201);
    Answer again = request(operation, keyed, false);
    assertThat(again.text()).isEqualTo(real.text());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void aDryRunThatIsRefusedIsRefusedWithAKeyToo() {
    TestClient keyed = admin.header("Idempotency-Key", UUID.randomUUID().toString());
    keyed
        .post(project + "/deployments", Map.of("snapshot", "0".repeat(64), "dryRun", true))
        .expect(404);
    keyed
        .post("/api/v1/runs/" + run + "/rerun", Map.of("steps", Set.of("nowhere"), "dryRun", true))
        .expect(422);
  }

  @Test
  void aPlanWithAKeyStoresNothingOfTheProject() {
    Function<TestClient, Answer> push =
        client ->
            new TestPush(client, runs.project())
                .file("dags/three.yaml", "dag: three\nsteps: { a: { noop: {} } }\n")
                .plan();
    String before = stored();
    JsonNode plain = answer(push.apply(admin));
    TestClient keyed = admin.header("Idempotency-Key", UUID.randomUUID().toString());
    assertThat(answer(push.apply(keyed))).isEqualTo(plain);
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void theseAreAllOperationsThatHaveADryRun() {
    JsonNode document = JsonMapper.shared().readTree(admin.get("/api/v1/openapi.json").text());
    Set<String> found = new TreeSet<>();
    for (var path : document.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (mentions(document, operation.getValue(), new TreeSet<>())) {
          found.add(operation.getKey() + " " + path.getKey());
        }
      }
    }
    assertThat(found)
        .containsExactly(
            "post /api/v1/projects/{project}/deployments",
            "post /api/v1/runs/{run}/rerun",
            "put /api/v1/projects/{project}/dags/{dag}");
  }

  private static boolean mentions(JsonNode document, JsonNode operation, Set<String> seen) {
    ObjectNode asked = JsonMapper.shared().createObjectNode();
    asked.set("parameters", operation.path("parameters"));
    asked.set("requestBody", operation.path("requestBody"));
    return reaches(document, asked, seen);
  }

  private static boolean reaches(JsonNode document, JsonNode node, Set<String> seen) {
    if (node.path("name").asString("").equals("dryRun") || node.path("properties").has("dryRun")) {
      return true;
    }
    String reference = node.path("$ref").asString("");
    if (!reference.isEmpty()) {
      return seen.add(reference) && reaches(document, document.at(reference.substring(1)), seen);
    }
    for (JsonNode child : node) {
      if (reaches(document, child, seen)) {
        return true;
      }
    }
    return false;
  }

  private Answer request(Operation operation, TestClient client, boolean dryRun) {
    Map<String, Object> body = new HashMap<>();
    body.put("dryRun", dryRun);
    return switch (operation) {
      case DEPLOY -> {
        body.put("snapshot", older);
        yield client.post(project + "/deployments", body);
      }
      case DEPLOY_FROM_ANOTHER_PROJECT -> {
        body.put("snapshot", other());
        body.put("from", otherProject);
        yield client.post(project + "/deployments", body);
      }
      case PUT_DAG ->
          client.send(
              "PUT",
              project + "/dags/written?dryRun=" + dryRun,
              "dag: written\nsteps: { a: { noop: {} } }\n".getBytes(StandardCharsets.UTF_8),
              "application/yaml");
      case RERUN -> client.post("/api/v1/runs/" + run + "/rerun", body);
    };
  }

  /** Without the instant at which it was asked. */
  private static JsonNode answer(Answer answer) {
    ObjectNode json = (ObjectNode) answer.expect(200).json();
    json.remove("at");
    return json;
  }

  private String otherProject = "";
  private String otherSnapshot = "";

  private String other() {
    if (otherSnapshot.isEmpty()) {
      otherProject = service.project();
      otherSnapshot =
          new TestPush(admin, otherProject)
              .file("dags/four.yaml", "dag: four\nsteps: { a: { noop: {} } }\n")
              .upload();
    }
    return otherSnapshot;
  }

  private String current() {
    return admin
        .get(project + "/deployments")
        .expect(200)
        .json()
        .at("/items/0/snapshot")
        .asString();
  }

  /** What the project has and what the run did, as text. */
  private String stored() {
    return admin.get(project + "/dags").expect(200).text()
        + admin.get(project + "/deployments").expect(200).text()
        + admin.get(project + "/snapshots").expect(200).text()
        + admin.get("/api/v1/runs/" + run).expect(200).text()
        + admin.get("/api/v1/runs/" + run + "/steps").expect(200).text();
  }
}
