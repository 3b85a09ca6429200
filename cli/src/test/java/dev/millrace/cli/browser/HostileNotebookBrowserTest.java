package dev.millrace.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.cli.up.UpProcess;
import dev.millrace.client.ApiConnection;
import dev.millrace.client.ProjectFiles;
import dev.millrace.client.ProjectPush;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Tag("browser")
class HostileNotebookBrowserTest {
  @TempDir Path temp;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<String> dialogs = new CopyOnWriteArrayList<>();

  @Test
  void nothingThatANotebookPrintsTouchesTheApplicationOrCallsHome() throws Exception {
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/",
        exchange -> {
          calls.add(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    collector.start();
    String home = "http://127.0.0.1:" + collector.getAddress().getPort();
    try (UpProcess up = UpProcess.start(temp.resolve("data"), UpProcess.freePort());
        TestBrowser browser = new TestBrowser()) {
      String run = runHostileNotebook(up, home);
      JsonNode step =
          up.awaitJson(
                  "/runs/%s/steps".formatted(run),
                  Duration.ofMinutes(4),
                  HostileNotebookBrowserTest::hasEnded)
              .path("items")
              .get(0);
      Page page = browser.open(ColorScheme.LIGHT);
      page.onDialog(
          dialog -> {
            dialogs.add(dialog.message());
            dialog.dismiss();
          });
      page.navigate(up.loginLink());
      page.waitForURL(url -> !URI.create(url).getPath().equals("/login"));
      String address = page.url().replaceFirst("(http://[^/]+).*", "$1");
      page.navigate("%s/runs/%s/steps/%s".formatted(address, run, step.path("step").asString()));
      // The last cell is the one that failed, so every way before it was tried.
      page.waitForSelector("text=/ValueError: <img src=x/");
      String title = page.title();

      lookAtEveryFrame(page);

      TestBrowser.screenshot(page, "hostile-notebook");
      assertThat(calls).as("requests that reached the attacker").isEmpty();
      assertThat(dialogs).isEmpty();
      assertThat(page.evaluate("window.pwned === undefined")).isEqualTo(true);
      assertThat(page.title()).isEqualTo(title);
      assertThat(page.url()).startsWith(address + "/runs/" + run);
      assertThat(page.context().pages()).hasSize(1);
      assertThat(page.querySelectorAll("a[href^='javascript:' i], a[href^='data:' i]")).isEmpty();
      assertThat(page.querySelectorAll("main script, main [onerror], main [onload]")).isEmpty();
      for (ElementHandle frame : page.querySelectorAll("iframe")) {
        assertThat(frame.getAttribute("sandbox"))
            .doesNotContain("allow-same-origin", "allow-top", "allow-popups", "allow-forms");
        assertThat(frame.boundingBox().height).isLessThanOrEqualTo(642);
      }
    } finally {
      collector.stop(0);
    }
  }

  private static void lookAtEveryFrame(Page page) {
    // Frames load when they come into view: up and down until all are there.
    page.mouse().move(700, 500);
    int[] steps = {0};
    page.waitForCondition(
        () -> {
          page.mouse().wheel(0, ++steps[0] % 120 < 60 ? 400 : -400);
          return page.frames().size() > HostileNotebook.FRAMES;
        },
        new Page.WaitForConditionOptions().setTimeout(120_000));
    page.waitForLoadState();
    // What a hostile script would do, it does within moments of being loaded.
    page.waitForTimeout(2_000);
  }

  private String runHostileNotebook(UpProcess up, String home) throws IOException {
    Path project = Files.createDirectories(temp.resolve("project"));
    Files.writeString(project.resolve("hostile.ipynb"), HostileNotebook.text(home));
    // The cells must all run: what raises comes last.
    try (ApiConnection api = up.api()) {
      var push = new ProjectPush(api, "evil");
      push.push(ProjectFiles.list(project));
      ObjectNode body = JsonMapper.shared().createObjectNode().put("notebook", "hostile.ipynb");
      body.putObject("parameters");
      return api.post("/projects/evil/notebooks/runs", body, null).path("id").asString();
    }
  }

  private static boolean hasEnded(JsonNode steps) {
    return steps.path("items").valueStream().allMatch(s -> s.hasNonNull("endedAt"));
  }
}
