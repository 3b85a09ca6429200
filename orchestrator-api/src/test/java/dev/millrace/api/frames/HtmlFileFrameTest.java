package dev.millrace.api.frames;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import dev.millrace.api.attempts.HtmlArtifacts;
import dev.millrace.scheduler.catalog.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@Tag("slow")
class HtmlFileFrameTest {
  private static final String PAGE =
      """
      <!doctype html><html><head><title>Sales</title><style>h1 { color: teal }</style>
      <meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/away">
      <link rel="stylesheet" href="http://127.0.0.1:9/style.css"></head>
      <body onload="x()"><h1>Größe</h1><img src="http://127.0.0.1:9/pixel">
      <img alt="plot" src="data:image/png;base64,AAAA"><script>parent.x = 1</script></body></html>
      """;

  private final TestService service = TestService.shared();
  private final TestRuns runs = new TestRuns(service);
  private final TestWorker worker = runs.worker();

  @Test
  void aPublishedPageIsShownWithoutWhatActsOrReachesOut() {
    String attempt = publish(Map.of("out/a b.HTML", PAGE, "out/a.txt", PAGE));
    JsonNode pass = service.admin().get(attempt + "/frames").expect(200).json();
    TestClient.Answer page = framed().get(address(pass, "out/a b.HTML")).expect(200);
    assertThat(page.text())
        .contains("<h1>Größe</h1>", "h1 { color: teal }", "data:image/png;base64,AAAA")
        .contains("The scripts of this file were not run.")
        .doesNotContain("127.0.0.1:9", "parent.x", "onload=");
    assertThat(page.header("Content-Security-Policy"))
        .startsWith("sandbox allow-scripts; default-src 'none'; script-src 'nonce-")
        .contains("connect-src 'none'")
        .doesNotContain("allow-same-origin");
    framed().get(address(pass, "out/a.txt")).expect(404);
    framed().get(address(pass, "out/none.html")).expect(404);
  }

  @Test
  void scriptsRunOnlyInAFrameAndOnlyWhereTheProjectAllowsThem() {
    String attempt = publish(Map.of("page.html", PAGE));
    JsonNode pass = service.admin().get(attempt + "/frames").expect(200).json();
    service
        .admin()
        .put("/api/v1/projects/" + runs.project() + "/settings", Map.of("notebookScripts", true))
        .expect(200);
    TestClient.Answer page = framed().get(address(pass, "page.html")).expect(200);
    assertThat(page.text()).contains("parent.x = 1");
    assertThat(page.header("Content-Security-Policy"))
        .startsWith("sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' blob:;")
        .contains("connect-src 'none'");
    assertThat(service.anonymous().get(address(pass, "page.html")).expect(200).text())
        .as("opened directly, where it could lead anywhere")
        .doesNotContain("parent.x", "127.0.0.1:9");
  }

  @Test
  void anotherPassOpensNothing() {
    String attempt = publish(Map.of("page.html", PAGE));
    JsonNode pass = service.admin().get(attempt + "/frames").expect(200).json();
    String other = publish(Map.of("page.html", PAGE.replace("Größe", "Other")));
    String query = pass.get("query").asString();
    String id = other.substring(other.lastIndexOf('/') + 1);
    assertThat(
            framed()
                .get("/frames/%s/file?path=page.html&%s".formatted(id, query))
                .expect(403)
                .code())
        .isEqualTo("FRAME_EXPIRED");
  }

  @Test
  void aFileOverTheLimitIsNotRead() {
    String attempt =
        publish(Map.of("big.html", "<p>" + "x".repeat(HtmlArtifacts.MOST_BYTES), "b.html", PAGE));
    JsonNode pass = service.admin().get(attempt + "/frames").expect(200).json();
    assertThat(framed().get(address(pass, "big.html")).expect(404).json().get("hint").asString())
        .contains("8 MiB");
  }

  @Test
  void whatAStepWroteAndDidNotPublishIsListed() {
    runs.start();
    JsonNode grant = worker.start();
    worker
        .events(
            grant, 1, List.of(Map.of("kind", "unpublished", "paths", List.of("b.csv", "a.csv"))))
        .expect(200);
    worker.complete(grant, "succeeded", Map.of("lastEvent", 1)).expect(200);
    String attempt = "/api/v1/attempts/" + grant.get("attempt").asString();
    JsonNode kept = service.admin().get(attempt + "/unpublished").expect(200).json();
    assertThat(kept.get("paths").valueStream().map(JsonNode::asString))
        .containsExactly("a.csv", "b.csv");
    service.admin().get(attempt + "/frames").expect(404);
  }

  @Test
  void aPageIsReadInTheCharsetThatItDeclares() {
    String latin = "<meta charset='iso-8859-1'><p>Größe</p>";
    String unknown = "<meta charset='no-such'><p>Größe</p>";
    String attempt =
        publishBytes(
            Map.of(
                "latin.html", latin.getBytes(StandardCharsets.ISO_8859_1),
                "unknown.html", unknown.getBytes(StandardCharsets.UTF_8),
                "empty.html", new byte[0]));
    JsonNode pass = service.admin().get(attempt + "/frames").expect(200).json();
    for (String page : List.of("latin.html", "unknown.html")) {
      assertThat(framed().get(address(pass, page)).expect(200).text()).contains("<p>Größe</p>");
    }
    framed().get(address(pass, "empty.html")).expect(200);
  }

  private String publish(Map<String, String> files) {
    Map<String, byte[]> contents = new HashMap<>();
    files.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return publishBytes(contents);
  }

  /** Returns the address of the attempt that published them. */
  private String publishBytes(Map<String, byte[]> files) {
    runs.start();
    JsonNode grant = worker.start();
    List<Map<String, Object>> artifacts = new ArrayList<>();
    files.forEach(
        (path, bytes) -> {
          String digest = Digest.of(bytes).hex();
          worker
              .client()
              .send(
                  "PUT",
                  "/worker/v1/attempts/%s/files/%s"
                      .formatted(grant.get("attempt").asString(), digest),
                  bytes,
                  "application/octet-stream")
              .expect(204);
          String type = path.endsWith(".txt") ? "text/plain" : "application/octet-stream";
          artifacts.add(
              Map.of("path", path, "digest", digest, "size", bytes.length, "mediaType", type));
        });
    worker.complete(grant, "succeeded", Map.of("artifacts", artifacts)).expect(200);
    return "/api/v1/attempts/" + grant.get("attempt").asString();
  }

  private TestClient framed() {
    return service.anonymous().header("Sec-Fetch-Dest", "iframe");
  }

  private static String address(JsonNode pass, String path) {
    return "%s/file?path=%s&%s"
        .formatted(
            pass.get("url").asString(), path.replace(" ", "%20"), pass.get("query").asString());
  }
}
