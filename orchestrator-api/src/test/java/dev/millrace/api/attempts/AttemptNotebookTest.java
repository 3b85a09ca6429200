package dev.millrace.api.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import dev.millrace.api.projects.TestPush;
import dev.millrace.api.reports.ReportPage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@Tag("slow")
class AttemptNotebookTest {
  private static final List<Map<String, Object>> EVENTS =
      List.of(
          Map.of(
              "kind",
              "kernel_started",
              "kernel",
              "python3",
              "language_info",
              Map.of("name", "python")),
          Map.of("kind", "cell_finished", "cell", 0, "state", "skipped"),
          Map.of("kind", "cell_started", "cell", 1, "cell_id", "b2"),
          Map.of("kind", "stream", "cell", 1, "stream", "stdout", "text", "1\n"),
          Map.of("kind", "cell_finished", "cell", 1, "state", "succeeded", "execution_count", 1),
          Map.of("kind", "cell_started", "cell", 2, "cell_id", "c3"),
          Map.of(
              "kind",
              "output",
              "cell",
              2,
              "output",
              Map.of(
                  "output_type",
                  "display_data",
                  "data",
                  Map.of("text/html", "<b onclick='x()'>bold</b><script>alert(1)</script>"),
                  "metadata",
                  Map.of())));

  private final TestService service = TestService.shared();
  private final TestRuns runs = new TestRuns(service);

  @Test
  void aNotebookIsThereInTheMiddleOfItsRun() {
    TestWorker worker = runs.worker();
    runs.start();
    JsonNode grant = worker.start();
    worker.events(grant, 1, EVENTS).expect(200);
    JsonNode live = service.admin().get(path(grant) + "/notebook?format=live").expect(200).json();
    assertThat(live.get("state").asString()).isEqualTo("running");
    assertThat(live.get("lastSeq").asLong()).isEqualTo(EVENTS.size());
    assertThat(live.get("cells")).hasSize(3);
    assertThat(live.at("/cells/1/state").asString()).isEqualTo("succeeded");
    assertThat(live.at("/cells/1/outputs/0/text").asString()).isEqualTo("1\n");
    assertThat(live.at("/cells/2/state").asString()).isEqualTo("running");
    assertThat(live.at("/cells/2/outputs/0/rich").asString()).hasSize(16);
    assertThat(service.admin().get(path(grant)).json().at("/progress/cell").asInt()).isEqualTo(2);
    assertThat(service.admin().get(path(grant) + "/log").expect(200).text()).isEqualTo("1\n");
  }

  @Test
  void theServerFinishesTheNotebookOfALostAttemptTruthfully() throws InterruptedException {
    String token = service.poolToken(runs.pool()).get("secret").asString();
    UUID id = UUID.randomUUID();
    TestWorker worker = TestWorker.open(service, runs.pool(), token, id);
    runs.start();
    JsonNode grant = worker.start();
    worker.events(grant, 1, EVENTS).expect(200);
    TestWorker.open(service, runs.pool(), token, id);

    // At once, also before the server has stored the finished notebook.
    JsonNode live = liveAfterItsEnd(grant, "lost");
    assertThat(live.get("state").asString()).isEqualTo("lost");
    assertThat(live.at("/cells/1/state").asString()).isEqualTo("succeeded");
    assertThat(live.at("/cells/2/state").asString()).isEqualTo("kernel_died");
    JsonNode file = service.admin().get(path(grant) + "/notebook").expect(200).json();
    assertThat(file.at("/metadata/millrace/state").asString()).isEqualTo("lost");
    assertThat(file.get("nbformat").asInt()).isEqualTo(4);
  }

  @Test
  void theNotebookOfAnAttemptThatEndedWithoutADocumentHasEndedToo() throws InterruptedException {
    TestWorker worker = runs.worker();
    runs.start();
    JsonNode grant = worker.start();
    worker.events(grant, 1, EVENTS).expect(200);
    worker
        .complete(grant, "failed", Map.of("cause", "user", "message", "No document was sent."))
        .expect(200);

    JsonNode live = liveAfterItsEnd(grant, "failed");
    assertThat(live.get("state").asString()).isEqualTo("failed");
    assertThat(live.get("message").asString()).isEqualTo("No document was sent.");
    assertThat(live.at("/cells/2/state").asString()).isNotEqualTo("running");
  }

  @Test
  void aFrameIsASandboxWithoutTheNotebooksScripts() {
    TestWorker worker = runs.worker();
    runs.start();
    JsonNode grant = worker.start();
    worker.events(grant, 1, EVENTS).expect(200);
    JsonNode frames = service.admin().get(path(grant) + "/frames").expect(200).json();
    String all = frames.get("url").asString();
    String query = "?" + frames.get("query").asString();
    String url = all + "/2/0" + query;
    var frame = service.anonymous().get(url).expect(200);
    assertThat(frame.text())
        .contains("<b>bold</b>")
        .doesNotContain("alert(1)")
        .doesNotContain("onclick");
    String policy = frame.header("Content-Security-Policy");
    String nonce = frame.text().replaceAll("(?s).*?nonce=\"([^\"]+)\".*", "$1");
    assertThat(policy)
        .startsWith("sandbox allow-scripts;")
        .contains("default-src 'none'")
        .contains("script-src 'nonce-" + nonce + "'")
        .contains("connect-src 'none'")
        .doesNotContain("allow-same-origin");
    assertThat(frame.header("Set-Cookie")).isEmpty();
    assertThat(frame.header("X-Frame-Options")).isEmpty();
    service.anonymous().get(all + "/1/0" + query).expect(404);
    service.anonymous().get(all + "/2/1" + query).expect(404);
    service.anonymous().get("/frames/" + UUID.randomUUID() + "/2/0" + query).expect(403);
    service.anonymous().get(url.replaceAll("expires=\\d+", "expires=99999999999")).expect(403);
  }

  @Test
  void scriptsOfItsOutputsRunInFramesOnlyWhereAnAdministratorAllowedThemAndNotAfterwards() {
    TestWorker worker = runs.worker();
    runs.start();
    JsonNode grant = worker.start();
    worker.events(grant, 1, EVENTS).expect(200);
    String settings = "/api/v1/projects/" + runs.project() + "/settings";
    // A body that forgets the field changes nothing.
    service.admin().put(settings, Map.of()).expect(400);
    Map<String, Object> allowed = Map.of("notebookScripts", true);
    service.userWith("editor", runs.project()).put(settings, allowed).expect(403);
    assertThat(frame(grant, "iframe").text())
        .doesNotContain("alert(1)")
        .contains("The scripts of this output were not run.");

    service.userWith("admin", runs.project()).put(settings, allowed).expect(200);

    var running = frame(grant, "iframe");
    assertThat(running.text()).contains("<script>alert(1)</script>");
    assertThat(running.header("Content-Security-Policy"))
        .startsWith("sandbox allow-scripts;")
        .contains("script-src 'unsafe-inline' blob:;", "connect-src 'none'")
        .doesNotContain("allow-same-origin", "unsafe-eval");
    assertThat(frame(grant, "document").text()).doesNotContain("alert(1)");
    service.admin().put(settings, Map.of("notebookScripts", false)).expect(200);
    assertThat(frame(grant, "iframe").text()).doesNotContain("alert(1)");
    assertThat(service.admin().get("/api/v1/audit?limit=20").text())
        .contains("project.scripts.allow", "project.scripts.forbid");
  }

  private TestClient.Answer frame(JsonNode grant, String destination) {
    JsonNode frames = service.admin().get(path(grant) + "/frames").expect(200).json();
    return service
        .anonymous()
        .header("Sec-Fetch-Dest", destination)
        .get(frames.get("url").asString() + "/2/0?" + frames.get("query").asString())
        .expect(200);
  }

  @Test
  void aNotebookThatRunsAsItIsShowsAllParametersItWasGiven() {
    String path = "notebooks/alone-" + UUID.randomUUID() + ".ipynb";
    String project = service.project();
    new TestPush(service.admin(), project).file(path, TestRuns.NOTEBOOK).deploy().expect(201);
    TestWorker worker = TestWorker.in(service, "default");
    service
        .admin()
        .post(
            "/api/v1/projects/" + project + "/notebooks/runs",
            Map.of("notebook", path, "parameters", Map.of("alpha", 2)))
        .expect(201);
    JsonNode grant = worker.start();
    // The worker knows by this that the notebook runs as it is.
    assertThat(grant.get("dag").asString()).isEqualTo(path);
    JsonNode file = service.admin().get(path(grant) + "/notebook").expect(200).json();
    assertThat(file.at("/cells/0/metadata/tags/0").asString()).isEqualTo("injected-parameters");
    assertThat(file.at("/cells/0/source/1").asString()).isEqualTo("alpha = 2\n");
    assertThat(file.at("/metadata/papermill/parameters/alpha").asInt()).isEqualTo(2);
  }

  @Test
  void theImagesThatItsMarkdownNamesAreThoseOfTheSnapshotThatItRan() {
    String project = service.project();
    String notebook =
        TestRuns.NOTEBOOK.replace(
            "\"# Train\"",
            """
            "![a](attachment:a.png)", "attachments": {
              "a.png": {"image/png": "aGk=", "text/html": "<b>"},
              "b.svg": {"image/svg+xml": "PHN2Zz4="}}
            """);
    new TestPush(service.admin(), project)
        .file("notebooks/report.ipynb", notebook)
        .file(
            "images/drawing.svg",
            "<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>")
        .file("images/fake.png", "<script>alert(1)</script>")
        .deploy()
        .expect(201);
    TestWorker worker = TestWorker.in(service, "default");
    service
        .admin()
        .post(
            "/api/v1/projects/" + project + "/notebooks/runs",
            Map.of("notebook", "notebooks/report.ipynb", "parameters", Map.of()))
        .expect(201);
    JsonNode grant = worker.start();

    JsonNode live = service.admin().get(path(grant) + "/notebook?format=live").expect(200).json();
    assertThat(live.findValues("attachments").toString())
        .isEqualTo("[{\"a.png\":{\"image/png\":\"aGk=\"}}]");
    var drawing = image(grant, "../images/drawing.svg").expect(200);
    assertThat(drawing.header("Content-Type")).isEqualTo("image/svg+xml");
    assertThat(drawing.header("Content-Disposition")).isEqualTo("attachment");
    assertThat(drawing.header("Content-Security-Policy")).contains("sandbox");
    image(grant, "../images/fake.png").expect(404);
    image(grant, "report.ipynb").expect(404);
    image(grant, "../../images/drawing.svg").expect(404);
    service.anonymous().get(path(grant) + "/images?path=..%2Fimages%2Fdrawing.svg").expect(401);
  }

  private TestClient.Answer image(JsonNode grant, String file) {
    return service.admin().get(path(grant) + "/images?path=" + file.replace("/", "%2F"));
  }

  @Test
  void theNotebookIsReadAsAPageThatDoesNothing() {
    TestWorker worker = runs.worker();
    runs.start();
    JsonNode grant = worker.start();
    worker.events(grant, 1, EVENTS).expect(200);

    var page = service.admin().get(path(grant) + "/notebook?format=html").expect(200);

    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.header("Content-Disposition")).startsWith("attachment").contains(".html");
    assertThat(page.response().headers().allValues("Content-Security-Policy"))
        .containsExactly("sandbox; " + ReportPage.POLICY);
    assertThat(page.text())
        .contains("<pre class=\"code\">print(1)</pre>")
        .contains("<pre class=\"\">1\n</pre>")
        .contains("<b>bold</b>")
        .doesNotContain("<script")
        .doesNotContain("onclick");
    String report =
        service.admin().get(path(grant) + "/notebook?format=html&code=hidden").expect(200).text();
    assertThat(report).contains("<pre class=\"\">1\n</pre>").doesNotContain("print(1)");
    service.admin().get(path(grant) + "/notebook?format=html&code=no").expect(422);
  }

  @Test
  void theTailOfALogIsItsLastLinesWhereverTheyWereCutIntoEvents() {
    TestWorker worker = runs.worker();
    runs.start();
    JsonNode grant = worker.start();
    List<Map<String, Object>> printed = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      printed.add(Map.of("kind", "log", "stream", "stdout", "text", "line " + i + "\nhalf"));
      printed.add(Map.of("kind", "log", "stream", "stdout", "text", "\n"));
    }
    printed.add(Map.of("kind", "log", "stream", "stdout", "text", "open"));
    for (int from = 0; from < printed.size(); from += 400) {
      List<Map<String, Object>> batch = printed.subList(from, Math.min(from + 400, printed.size()));
      worker.events(grant, from + 1, batch).expect(200);
    }

    assertThat(tail(grant, 1)).isEqualTo("open");
    assertThat(tail(grant, 3)).isEqualTo("line 599\nhalf\nopen");
    assertThat(tail(grant, 1100).lines()).hasSize(1100).first().isEqualTo("half");
    assertThat(tail(grant, 5000))
        .isEqualTo(service.admin().get(path(grant) + "/log").expect(200).text());
  }

  private String tail(JsonNode grant, int lines) {
    return service.admin().get(path(grant) + "/log?tail=" + lines).expect(200).text();
  }

  /** The live notebook as it is read first after the attempt has ended. */
  private JsonNode liveAfterItsEnd(JsonNode grant, String state) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    while (true) {
      JsonNode attempt = service.admin().get(path(grant)).expect(200).json();
      if (attempt.get("state").asString().equals(state)) {
        return service.admin().get(path(grant) + "/notebook?format=live").expect(200).json();
      }
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("the attempt is still " + attempt.get("state"));
      }
      Thread.sleep(Duration.ofMillis(20));
    }
  }

  private static String path(JsonNode grant) {
    return "/api/v1/attempts/" + grant.get("attempt").asString();
  }
}
