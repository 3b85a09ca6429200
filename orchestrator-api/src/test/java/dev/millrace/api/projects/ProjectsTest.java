package dev.millrace.api.projects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ProjectsTest {

  private final TestService service = TestService.shared();
  private final TestClient admin = service.admin();

  @Test
  void aProjectIsCreatedOnceAndListed() {
    String name = "films-" + UUID.randomUUID().toString().substring(0, 8);

    JsonNode created =
        admin.post("/api/v1/projects", Map.of("name", name, "title", "Films")).expect(201).json();

    assertThat(created.get("name").asString()).isEqualTo(name);
    assertThat(created.has("head")).isFalse();
    assertThat(admin.post("/api/v1/projects", Map.of("name", name)).expect(409).code())
        .isEqualTo("PROJECT_EXISTS");
    assertThat(admin.get("/api/v1/projects/" + name).expect(200).json().get("dags").asInt())
        .isZero();
    assertThat(admin.get("/api/v1/projects?limit=200").expect(200).text()).contains(name);
    assertThat(
            admin.post("/api/v1/projects", Map.of("name", "../x")).expect(422).json().get("where"))
        .isNotNull();
  }

  @Test
  void someoneElsesProjectIsNotListedAndDoesNotExist() {
    String mine = service.project();
    String theirs = service.project();
    TestClient editor = service.userWith("editor", mine);

    assertThat(editor.get("/api/v1/projects").expect(200).json().get("items")).hasSize(1);
    editor.get("/api/v1/projects/" + theirs).expect(404);
    editor.get("/api/v1/projects/" + theirs + "/snapshots").expect(404);
    editor.get("/api/v1/projects/" + theirs + "/dags").expect(404);
    new TestPush(editor, theirs).file("a", "b").submit().expect(404);
    editor.post("/api/v1/projects", Map.of("name", "x" + mine)).expect(403);
  }

  @Test
  void aViewerReadsAndChangesNothing() {
    String project = service.project();
    String snapshot = new TestPush(admin, project).file("a.txt", "a").upload();
    TestClient viewer = service.userWith("viewer", project);

    viewer.get("/api/v1/projects/" + project + "/snapshots/" + snapshot).expect(200);
    new TestPush(viewer, project).file("b", "b").submit().expect(403);
    viewer
        .post("/api/v1/projects/" + project + "/deployments", Map.of("snapshot", snapshot))
        .expect(403);
  }

  @Test
  void filesGoUpAndComeDownAsTheyWere() {
    String project = service.project();
    String content = "häuser " + UUID.randomUUID();
    String digest =
        new TestPush(admin, project)
            .file("src/häuser 1.txt", content)
            .file("b.html", "<b>")
            .upload();

    JsonNode snapshot =
        admin.get("/api/v1/projects/" + project + "/snapshots/" + digest).expect(200).json();
    assertThat(snapshot.get("fileCount").asInt()).isEqualTo(2);
    assertThat(snapshot.get("files").get(1).get("path").asString()).isEqualTo("src/häuser 1.txt");

    TestClient.Answer file =
        admin.get(
            "/api/v1/projects/"
                + project
                + "/snapshots/"
                + digest
                + "/files/src/h%C3%A4user%201.txt");
    assertThat(file.expect(200).text()).isEqualTo(content);
    TestClient.Answer html =
        admin.get("/api/v1/projects/" + project + "/snapshots/" + digest + "/files/b.html");
    assertThat(html.expect(200).header("Content-Disposition")).startsWith("attachment");
    assertThat(html.header("Content-Type")).isEqualTo("application/octet-stream");
    admin.get("/api/v1/projects/" + project + "/snapshots/" + digest + "/files/none").expect(404);
    assertThat(admin.get("/api/v1/projects/" + project + "/snapshots").json().get("items"))
        .hasSize(1);
  }

  @Test
  void anotherProjectsSnapshotAndContentsAreUnknownHere() {
    String content = UUID.randomUUID().toString();
    String theirs = new TestPush(admin, service.project()).file("a", content).upload();
    String mine = service.project();

    admin.get("/api/v1/projects/" + mine + "/snapshots/" + theirs).expect(404);
    admin.get("/api/v1/projects/" + mine + "/snapshots/" + theirs + "/files/a").expect(404);
    assertThat(
            admin
                .post("/api/v1/projects/" + mine + "/deployments", Map.of("snapshot", theirs))
                .expect(404)
                .code())
        .isEqualTo("NOT_FOUND");
    assertThat(
            new TestPush(admin, mine).file("a", content).submit().expect(200).json().get("missing"))
        .hasSize(1);
  }

  @Test
  void contentThatIsNotWhatItsNameSaysIsRefused() {
    String project = service.project();
    String path = "/api/v1/projects/" + project + "/blobs/";
    byte[] bytes = "x".getBytes(StandardCharsets.UTF_8);

    admin.send("PUT", path + TestPush.digest("y"), bytes, "application/octet-stream").expect(422);
    admin.send("PUT", path + "nonsense", bytes, "application/octet-stream").expect(422);
  }

  @Test
  void aBadListNamesEveryPath() {
    String project = service.project();

    TestClient.Answer answer =
        new TestPush(admin, project).file("../x", "1").file("ok", "1").file("/y", "1").submit();

    JsonNode problem = answer.expect(422).json();
    assertThat(problem.get("code").asString()).isEqualTo("PATH_RULE");
    assertThat(problem.get("problems")).hasSize(2);
    assertThat(problem.get("problems").get(1).get("where").get("pointer").asString())
        .isEqualTo("/files/2/path");
  }

  @Test
  void anArchiveIsASnapshotAndAHostileOneIsRefusedByName() throws IOException {
    String project = service.project();
    String path = "/api/v1/projects/" + project + "/snapshots";

    JsonNode stored = admin.send("POST", path, zip("a.txt"), "application/zip").expect(201).json();
    assertThat(stored.get("fileCount").asInt()).isEqualTo(1);

    JsonNode refused =
        admin.send("POST", path, zip("../evil"), "application/zip").expect(422).json();
    assertThat(refused.get("code").asString()).isEqualTo("ARCHIVE_SLIP");
    assertThat(refused.get("detail").asString()).contains("../evil");
    assertThat(
            admin
                .send("POST", path, new byte[] {1, 2, 3, 4}, "application/gzip")
                .expect(422)
                .code())
        .isEqualTo("ARCHIVE_FORMAT");
  }

  @Test
  void aDeploymentAnswersItsPlanAndBecomesTheHead() {
    String project = service.project();
    JsonNode deployed =
        new TestPush(admin, project)
            // A pool that no other test has a worker for.
            .file(
                "dags/a.yaml",
                "dag: a\ndefaults: { pool: %s }\nsteps: { s: { shell: echo } }\n"
                    .formatted(project))
            .deploy()
            .expect(201)
            .json();

    assertThat(deployed.get("plan").get("new").get(0).asString()).isEqualTo("a");
    assertThat(deployed.get("warnings").get(0).get("severity").asString()).isEqualTo("warning");
    assertThat(deployed.get("dags").get(0).get("version").asInt()).isEqualTo(1);
    JsonNode head = admin.get("/api/v1/projects/" + project).json().get("head");
    assertThat(head.get("deployment").asString()).isEqualTo(deployed.get("id").asString());
    assertThat(admin.get("/api/v1/projects/" + project + "/deployments").json().get("items").get(0))
        .isEqualTo(deployed);
  }

  @Test
  void promotionDeploysTheSameSnapshotToASiblingAndNothingIsSentAgain() {
    String staging = service.project();
    String prod = service.project();
    new TestPush(admin, staging)
        .file("dags/a.yaml", "dag: a\nsteps:\n  s:\n    shell: echo " + staging + "\n")
        .deploy()
        .expect(201);
    String snapshot = head(staging);
    String deployments = "/api/v1/projects/" + prod + "/deployments";
    Map<String, Object> wish = Map.of("snapshot", snapshot, "from", staging);

    admin.post(deployments, Map.of("snapshot", snapshot)).expect(404);
    TestClient onlyProd = service.userWith("editor", prod);
    assertThat(onlyProd.post(deployments, wish).expect(404).json().get("detail").asString())
        .contains(staging);
    JsonNode plan =
        admin
            .post(deployments, Map.of("snapshot", snapshot, "from", staging, "dryRun", true))
            .expect(200)
            .json();
    assertThat(plan.get("plan").get("new").get(0).asString()).isEqualTo("a");
    assertThat(admin.get("/api/v1/projects/" + prod).json().has("head")).isFalse();
    admin.get("/api/v1/projects/" + prod + "/snapshots/" + snapshot).expect(404);

    JsonNode promoted = admin.post(deployments, wish).expect(201).json();

    assertThat(promoted.get("snapshot").asString()).isEqualTo(snapshot);
    assertThat(promoted.get("number").asInt()).isEqualTo(1);
    assertThat(head(prod)).isEqualTo(snapshot);
    // What a push of the same files would have to send: nothing.
    new TestPush(admin, prod)
        .file("dags/a.yaml", "dag: a\nsteps:\n  s:\n    shell: echo " + staging + "\n")
        .submit()
        .expect(201);
    // A version belongs to its project's Dag: that of prod is its own, and says the same.
    JsonNode inProd = version(prod);
    assertThat(inProd.get("digest")).isEqualTo(version(staging).get("digest"));
  }

  private String head(String project) {
    return admin
        .get("/api/v1/projects/" + project)
        .expect(200)
        .json()
        .get("head")
        .get("snapshot")
        .asString();
  }

  private JsonNode version(String project) {
    return admin.get("/api/v1/projects/" + project + "/dags/a/versions/1").expect(200).json();
  }

  @Test
  void aBrokenProjectAnswersEveryProblemOfEveryFile() {
    String project = service.project();
    JsonNode problem =
        new TestPush(admin, project)
            .file("dags/a.yaml", "dag: a\nsteps:\n  s:\n    notebook: no.ipynb\n")
            .file("dags/b.yaml", "dag: b\nsteps:\n  s:\n    shell: echo\n    dependsOn: [x]\n")
            .file(
                "dags/c.yaml",
                "dag: c\nsteps:\n  s:\n    shell: echo\n    when: parameters.nope > 1\n")
            .deploy()
            .expect(422)
            .json();

    assertThat(problem.get("problems"))
        .extracting(p -> p.get("where").get("file").asString() + " " + p.get("code").asString())
        .contains("dags/a.yaml FILE_MISSING", "dags/b.yaml STEP_UNKNOWN")
        .anyMatch(line -> line.startsWith("dags/c.yaml"));
    assertThat(admin.get("/api/v1/projects/" + project).json().has("head")).isFalse();
  }

  private static byte[] zip(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(1);
    }
    return bytes.toByteArray();
  }
}
