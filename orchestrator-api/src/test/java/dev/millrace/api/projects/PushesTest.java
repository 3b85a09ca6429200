package dev.millrace.api.projects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestService;
import dev.millrace.scheduler.catalog.Uploads;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whole pushes: all of one is there, or nothing of it. */
class PushesTest {
  private static final Map<String, Object> PLAIN = Map.of();
  private static final Map<String, Object> ARCHIVE = Map.of("archive", true);
  private static final String DAG = "dag: a\nsteps: { s: { shell: echo 1 } }\n";
  private static final String NIGHTLY =
      "dag: nightly\nschedule: { cron: \"0 3 * * *\" }\nsteps: { s: { noop: {} } }\n";

  private final TestService service = TestService.shared();
  private final TestClient admin = service.admin();
  private final String name = "push-" + UUID.randomUUID().toString().substring(0, 8);
  private final String salt = "# " + UUID.randomUUID() + "\n";

  @Test
  void aFirstPushMakesTheProjectItsSnapshotAndTheDeploymentTogether() {
    TestPush push = push().file("dags/a.yaml", salt + DAG).file("x.txt", salt);

    JsonNode asked = push.ask(PLAIN).expect(200).json();
    assertThat(asked.get("missing")).hasSize(2);
    assertNothingOf(name);

    JsonNode pushed = push.push(PLAIN).expect(201).json();

    assertThat(pushed.get("madeProject").asBoolean()).isTrue();
    assertThat(pushed.get("missing")).isEmpty();
    assertThat(pushed.at("/deployment/number").asInt()).isEqualTo(1);
    assertThat(pushed.at("/deployment/snapshot")).isEqualTo(asked.get("snapshot"));
    JsonNode project = admin.get("/api/v1/projects/" + name).expect(200).json();
    assertThat(project.at("/head/deployment")).isEqualTo(pushed.at("/deployment/id"));
    assertThat(actions()).containsExactly("project.create", "deployment.create");
    JsonNode again = push.push(PLAIN).expect(201).json();
    assertThat(again.get("madeProject").asBoolean()).isFalse();
    assertThat(again.at("/deployment/plan/unchanged").toString()).isEqualTo("[\"a\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"definition", "reason", "size", "settings", "two Dags of one name"})
  void aFirstPushThatIsRefusedLeavesNothing(String fault) {
    TestPush push = push().file("x.txt", salt);
    Map<String, Object> options = PLAIN;
    switch (fault) {
      case "definition" -> push.file("dags/a.yaml", salt + "dag: a\nsteps: { s: { shel: x } }\n");
      case "reason" -> options = Map.of("reason", "x".repeat(100_000));
      case "settings" -> push.file("millrace.yaml", salt + "nonsense: 1\n");
      case "size" -> push.claiming(17);
      default -> push.file("dags/a.yaml", salt + DAG).file("dags/b.yaml", salt + salt + DAG);
    }

    push.push(options).expect(422);

    assertNothingOf(name);
  }

  @Test
  void aContentThatIsNotWhatItsNameSaysEndsThePushBeforeThereIsAProject() {
    TestPush push = push().file("x.txt", salt);
    String missing = push.ask(PLAIN).expect(200).json().at("/missing/0").asString();

    byte[] changed = "changed while it was sent".getBytes(StandardCharsets.UTF_8);
    TestClient.Answer refused =
        admin.send("PUT", "/api/v1/blobs/" + missing, changed, "application/octet-stream");

    assertThat(refused.expect(422).code()).isEqualTo("DIGEST_MISMATCH");
    assertThat(push.ask(PLAIN).expect(200).json().get("missing")).hasSize(1);
    assertNothingOf(name);
  }

  @Test
  void aPushThatIsRefusedLeavesAnExistingProjectAsItWas() {
    push().file("dags/a.yaml", salt + DAG).push(PLAIN).expect(201);
    String snapshots = "/api/v1/projects/" + name + "/snapshots";

    push()
        .file("dags/a.yaml", salt + "dag: a\nsteps: { s: { shel: x } }\n")
        .push(PLAIN)
        .expect(422);

    assertThat(admin.get(snapshots).expect(200).json().get("items")).hasSize(1);
    assertThat(
            admin.get("/api/v1/projects/" + name + "/deployments").expect(200).json().get("items"))
        .hasSize(1);
  }

  @Test
  void aRefusedPromotionMakesNoProjectAndAGoodOneDoes() {
    JsonNode pushed = push().file("dags/a.yaml", salt + DAG).push(PLAIN).expect(201).json();
    String prod = name + "-prod";
    Map<String, Object> unknown = Map.of("project", prod, "from", name, "snapshot", "0".repeat(64));
    admin.post("/api/v1/pushes", unknown).expect(404);
    admin.post("/api/v1/pushes", Map.of("project", prod, "from", name)).expect(422);
    assertNothingOf(prod);

    JsonNode promoted =
        admin
            .post(
                "/api/v1/pushes",
                Map.of(
                    "project",
                    prod,
                    "from",
                    name,
                    "snapshot",
                    pushed.get("snapshot").asString(),
                    "reason",
                    "it works"))
            .expect(201)
            .json();
    assertThat(promoted.get("madeProject").asBoolean()).isTrue();
    assertThat(promoted.at("/deployment/reason").asString()).isEqualTo("it works");
  }

  @Test
  void whatOneCallerHasSentIsMissingForAnother() {
    String project = service.project();
    TestClient one = service.userWith("editor", project);
    TestClient other = service.userWith("editor", project);
    String digest = TestPush.digest(salt);
    new TestPush(one, project).file("x.txt", salt).send(digest).expect(204);

    assertThat(missing(new TestPush(one, project).file("x.txt", salt), PLAIN)).isEqualTo(-1);
    service.sql().sql("DELETE FROM project_blob WHERE digest = ?").param(digest).update();
    assertThat(missing(new TestPush(other, project).file("x.txt", salt), PLAIN)).isEqualTo(1);
  }

  @Test
  void onlyEditorsPushAndOnlyThoseOfAllProjectsMakeOne() {
    String mine = service.project();
    String theirs = service.project();
    TestClient editor = service.userWith("editor", mine);
    TestClient viewer = service.userWith("viewer", mine);

    new TestPush(viewer, mine).file("x", salt).ask(PLAIN).expect(403);
    new TestPush(viewer, mine).file("x", salt).send(TestPush.digest(salt)).expect(403);
    new TestPush(editor, theirs).file("x", salt).ask(PLAIN).expect(404);
    new TestPush(editor, name).file("x", salt).ask(PLAIN).expect(404);
    new TestPush(editor, mine).file("x", salt).push(PLAIN).expect(201);
    new TestPush(admin, "../x").file("x", salt).ask(PLAIN).expect(422);
    new TestPush(admin, mine.toUpperCase(java.util.Locale.ROOT))
        .file("x", salt)
        .ask(PLAIN)
        .expect(409);
  }

  @Test
  void twoFirstPushesAtOnceMakeOneProjectWithTwoDeployments() throws Exception {
    TestPush push = push().file("dags/a.yaml", salt + DAG);
    for (JsonNode missing : push.ask(PLAIN).json().get("missing")) {
      push.send(missing.asString()).expect(204);
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<TestClient.Answer> one = () -> push.ask(PLAIN);
      List<Integer> numbers =
          threads.invokeAll(List.of(one, one, one)).stream()
              .map(answer -> answer.resultNow().expect(201).json())
              .map(answer -> answer.at("/deployment/number").asInt())
              .sorted()
              .toList();
      assertThat(numbers).containsExactly(1, 2, 3);
    }
  }

  @Test
  void withAKeyAPushIsAskedUntilItIsDeployedAndThenAnsweredFromMemory() {
    TestPush push =
        new TestPush(admin.header("Idempotency-Key", UUID.randomUUID().toString()), name)
            .file("x.txt", salt);

    JsonNode pushed = push.push(PLAIN).expect(201).json();
    TestClient.Answer again = push.ask(PLAIN).expect(201);

    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.json()).isEqualTo(pushed);
    TestPush listed =
        new TestPush(admin.header("Idempotency-Key", UUID.randomUUID().toString()), name)
            .file("y.txt", "other " + salt);
    assertThat(listed.upload()).as("a list of files is judged anew, too").hasSize(64);
  }

  @Test
  void whatWasSentForAPushThatNeverEndedIsForgottenAfterADay() {
    TestPush push = push().file("x.txt", salt);
    String digest = TestPush.digest(salt);
    push.send(digest).expect(204);
    Uploads uploads = service.server().part(Uploads.class);
    uploads.forget();
    assertThat(rows("upload", digest)).isEqualTo(1);

    service
        .sql()
        .sql("UPDATE upload SET uploaded_at = uploaded_at - interval '25 hours' WHERE digest = ?")
        .param(digest)
        .update();
    // The server's own loop may be first.
    uploads.forget();
    assertThat(rows("upload", digest)).isZero();
    assertThat(push.ask(PLAIN).expect(200).json().get("missing")).hasSize(1);
  }

  @Test
  void aDagWhoseScheduleIsActiveIsArchivedOnlyWhereThatIsSaid() {
    JsonNode first =
        push().file("dags/nightly.yaml", salt + NIGHTLY).push(PLAIN).expect(201).json();
    TestPush without = push().file("dags/a.yaml", salt + DAG);

    JsonNode plan = without.plan().expect(200).json().get("plan");
    assertThat(plan.get("archived").toString()).isEqualTo("[\"nightly\"]");
    assertThat(plan.at("/stoppedSchedules/0/dag").asString()).isEqualTo("nightly");
    assertThat(plan.at("/stoppedSchedules/0/trigger").asString()).isEqualTo("schedule");
    assertThat(plan.at("/stoppedSchedules/0/nextTickAt").asString()).contains("T03:00:00Z");

    JsonNode refused = without.push(PLAIN).expect(409).json();
    assertThat(refused.get("code").asString()).isEqualTo("SCHEDULE_STOPS");
    assertThat(refused.get("detail").asString()).contains("'schedule' of Dag 'nightly'", "T03:00");
    assertThat(refused.get("hint").asString()).contains("archive=true", "--archive");
    assertThat(archived()).isFalse();

    JsonNode done = without.push(ARCHIVE).expect(201).json();
    assertThat(done.at("/deployment/plan")).as("what was planned is what happens").isEqualTo(plan);
    assertThat(archived()).isTrue();
    JsonNode listed = admin.get("/api/v1/projects/" + name + "/deployments").json().get("items");
    assertThat(listed.get(0).get("plan")).as("and what is remembered").isEqualTo(plan);

    deploy(first.get("snapshot"), false).expect(201); // back to the first: archives nothing of note
    assertThat(archived()).isFalse();
    JsonNode second = done.get("snapshot");
    assertThat(deploy(second, false).expect(409).code()).isEqualTo("SCHEDULE_STOPS");
    deploy(second, true).expect(201);
    assertThat(archived()).isTrue();
  }

  @Test
  void aPausedScheduleAndOneThatNeverTicksAgainAreNotActive() {
    String over =
        """
        dag: over
        schedule: { cron: "@daily", end: 2020-01-01T00:00:00Z }
        steps: { s: { noop: {} } }
        """;
    push()
        .file("dags/nightly.yaml", salt + NIGHTLY)
        .file("dags/over.yaml", salt + over)
        .push(Map.of("paused", true))
        .expect(201);
    admin
        .patch("/api/v1/projects/" + name + "/dags/over/triggers/schedule", Map.of("paused", false))
        .expect(200);

    JsonNode pushed = push().file("dags/a.yaml", salt + DAG).push(PLAIN).expect(201).json();

    assertThat(pushed.at("/deployment/plan/archived").toString())
        .isEqualTo("[\"nightly\",\"over\"]");
    assertThat(pushed.at("/deployment/plan/stoppedSchedules")).isEmpty();
  }

  private TestPush push() {
    return new TestPush(admin, name);
  }

  /** How many contents a push lacks; -1 where it was deployed. */
  private static int missing(TestPush push, Map<String, Object> options) {
    TestClient.Answer answer = push.ask(options);
    return answer.status() == 201 ? -1 : answer.expect(200).json().get("missing").size();
  }

  private TestClient.Answer deploy(JsonNode snapshot, boolean archive) {
    return admin.post(
        "/api/v1/projects/" + name + "/deployments",
        Map.of("snapshot", snapshot.asString(), "archive", archive));
  }

  private boolean archived() {
    return admin
        .get("/api/v1/projects/" + name + "/dags/nightly")
        .expect(200)
        .json()
        .get("archived")
        .asBoolean();
  }

  private void assertNothingOf(String project) {
    admin.get("/api/v1/projects/" + project).expect(404);
    assertThat(admin.get("/api/v1/projects?limit=200").expect(200).text())
        .doesNotContain("\"" + project + "\"");
    assertThat(
            service
                .sql()
                .sql("SELECT count(*) FROM audit WHERE subject LIKE ? || '%'")
                .param(project)
                .query(Integer.class)
                .single())
        .isZero();
  }

  private List<String> actions() {
    return service
        .sql()
        .sql(
            """
            SELECT action FROM audit a JOIN project p ON p.id = a.project
             WHERE p.name = ? ORDER BY a.id
            """)
        .param(name)
        .query((row, i) -> Objects.requireNonNull(row.getString("action")))
        .list();
  }

  private int rows(String table, String digest) {
    return service
        .sql()
        .sql("SELECT count(*) FROM " + table + " WHERE digest = ?")
        .param(digest)
        .query(Integer.class)
        .single();
  }
}
