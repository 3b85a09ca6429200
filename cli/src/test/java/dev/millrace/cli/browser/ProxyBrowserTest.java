package dev.millrace.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.millrace.cli.up.UpProcess;
import dev.millrace.client.ApiConnection;
import dev.millrace.client.ProjectFiles;
import dev.millrace.client.ProjectPush;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server below a path of another address, and its log for programs. */
@Tag("browser")
class ProxyBrowserTest {
  private static final String PREFIX = "/tools/millrace";

  @TempDir Path temp;

  @Test
  void linksPagesAndLiveEventsWorkBehindAProxyWithAPath() throws Exception {
    int port = UpProcess.freePort();
    int outside = UpProcess.freePort();
    String base = "http://127.0.0.1:%d%s".formatted(outside, PREFIX);
    Path data = temp.resolve("data");
    List<String> errors = new ArrayList<>();
    try (UpProcess up =
            UpProcess.start(
                data, port, "--base-url", base, "--log-format", "json", "--slots", "1");
        var proxy = new ReverseProxy(outside, PREFIX, port);
        TestBrowser browser = new TestBrowser()) {
      assertThat(up.loginLink()).startsWith(base + "/login#t=");
      assertThat(status("http://127.0.0.1:" + port + "/api/v1/version")).isEqualTo(404);
      assertThat(status("http://127.0.0.1:" + port + PREFIX + "/actuator/health")).isEqualTo(404);
      assertThat(status(base + "/actuator/health")).isEqualTo(404);

      push(up);
      Page page = browser.open(ColorScheme.LIGHT);
      page.onPageError(errors::add);
      page.navigate(up.loginLink());
      page.waitForURL(base + "/dags");
      page.waitForSelector("text=slow");

      String run = trigger(up);
      page.navigate(base + "/runs/" + run + "/steps/s");
      page.waitForSelector("text=first words");
      Files.writeString(temp.resolve("go"), "");
      // Without a reload: these words came as a live event.
      page.waitForSelector("text=last words");
      page.navigate(base + "/runs/" + run);
      page.waitForSelector("text=succeeded");
      TestBrowser.screenshot(page, "behind-a-proxy");
      assertThat(proxy.passedOn()).as("requests of the page").isGreaterThan(10);

      JsonNode line = lineAboutAttempt(data, run);
      assertThat(line.path("step").asString()).isEqualTo("s");
      assertThat(line.path("attempt").asString()).hasSize(36);
      assertThat(line.path("level").asString()).isEqualTo("info");
    }
    assertThat(errors).as("errors in the browser's console").isEmpty();
  }

  /** Every line of the log is an object; one of those about the run's attempt. */
  private static JsonNode lineAboutAttempt(Path data, String run) throws IOException {
    List<JsonNode> lines =
        Files.readAllLines(data.resolve("log/millrace.log")).stream()
            .map(line -> JsonMapper.shared().readTree(line))
            .toList();
    assertThat(lines).allSatisfy(line -> assertThat(line.path("message").isString()).isTrue());
    return lines.stream()
        .filter(line -> line.path("run").asString("").equals(run) && line.has("attempt"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line of the log has the run's id as a field"));
  }

  private void push(UpProcess up) throws IOException {
    Path project = Files.createDirectories(temp.resolve("project/dags"));
    Files.writeString(
        project.resolve("slow.yaml"),
        """
        dag: slow
        steps:
          s:
            shell: |
              echo "first words"
              until [ -e '%s' ]; do sleep 0.1; done
              echo "last words"; sleep 2
        """
            .formatted(temp.resolve("go")));
    try (ApiConnection api = up.api()) {
      var push = new ProjectPush(api, "p");
      push.push(ProjectFiles.list(temp.resolve("project")));
    }
  }

  private static String trigger(UpProcess up) throws InterruptedException {
    String run;
    try (ApiConnection api = up.api()) {
      run =
          api.post("/projects/p/dags/slow/runs", JsonMapper.shared().createObjectNode(), null)
              .path("id")
              .asString();
    }
    up.awaitJson(
        "/runs/" + run + "/steps/s",
        Duration.ofMinutes(2),
        step -> step.path("state").asString("").equals("running"));
    return run;
  }

  private static int status(String address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.discarding())
        .statusCode();
  }
}
