package dev.millrace.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForSelectorOptions;
import com.microsoft.playwright.options.ColorScheme;
import dev.millrace.cli.up.UpProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The README's first command, watched as its reader does. */
@Tag("browser")
class DemoBrowserTest {
  private static final Duration ENVIRONMENT_AND_RUN = Duration.ofMinutes(8);

  @TempDir Path temp;

  @Test
  void theDemoIsWatchedCellByCellThroughAReloadAndARestartToItsEnd() throws Exception {
    Path data = temp.resolve("data");
    int port = UpProcess.freePort();
    List<String> errors = new ArrayList<>();
    String run;
    try (TestBrowser browser = new TestBrowser()) {
      Page page = browser.open(ColorScheme.LIGHT);
      page.onPageError(errors::add);
      try (UpProcess up = UpProcess.start(data, port, "--demo", "--slots", "3")) {
        page.navigate(up.loginLink());
        // The sign-in page names the run in its query; only the run's own page has it as its path.
        page.waitForURL(url -> URI.create(url).getPath().matches("/runs/[0-9a-f-]{36}"));
        run = page.url().replaceFirst(".*/runs/", "");
        waitFor(page, "text=recommender");
        waitFor(page, "table >> text=train");
        TestBrowser.screenshot(page, "demo-run-running");

        up.awaitJson(
            "/runs/%s/steps/train".formatted(run),
            ENVIRONMENT_AND_RUN,
            s -> state(s).equals("running"));
        page.navigate("http://127.0.0.1:%d/runs/%s/steps/train".formatted(port, run));
        waitFor(page, "text=/epoch +3\\/40/");
        page.reload();
        waitFor(page, "text=/epoch +5\\/40/");
        TestBrowser.screenshot(page, "demo-train-running");
        up.killServer();
      }
      // The page stays open while everything behind it is gone and comes back.
      try (UpProcess up = UpProcess.start(data, port, "--slots", "3")) {
        JsonNode ended =
            up.awaitJson("/runs/" + run, ENVIRONMENT_AND_RUN, r -> r.hasNonNull("endedAt"));
        assertThat(state(ended)).as(ended.toString()).isEqualTo("succeeded");
        waitFor(page, "text=/epoch +40\\/40/");
        TestBrowser.screenshot(page, "demo-train-ended");
        assertThat(page.locator("img[src^='data:image/png']").count()).as("the plot").isPositive();

        page.navigate("http://127.0.0.1:%d/runs/%s?tab=graph".formatted(port, run));
        waitFor(page, "h1:has-text('recommender')");
        waitFor(page, "text=succeeded");
        waitFor(page, ".react-flow__node");
        TestBrowser.screenshot(page, "demo-run-ended");

        JsonNode titles =
            up.awaitJson("/runs/%s/steps/titles".formatted(run), ENVIRONMENT_AND_RUN, s -> true);
        assertThat(state(titles)).isEqualTo("succeeded");
        assertThat(titles.path("attempts").valueStream().map(DemoBrowserTest::state))
            .contains("failed", "succeeded");

        List<String> states =
            up.awaitJson(
                    "/runs?project=films",
                    ENVIRONMENT_AND_RUN,
                    page3 ->
                        page3.path("items").valueStream().allMatch(r -> r.hasNonNull("endedAt")))
                .path("items")
                .valueStream()
                .map(DemoBrowserTest::state)
                .toList();
        assertThat(states).containsExactlyInAnyOrder("succeeded", "succeeded", "failed");

        page.navigate("http://127.0.0.1:%d/projects/films/dags/recommender".formatted(port));
        waitFor(page, "[role=application][aria-label$='3 columns'] canvas");
        page.locator("[role=application]").focus();
        page.keyboard().press("End");
        waitFor(page, "[role=status]:has-text(': succeeded')");
        TestBrowser.screenshot(page, "demo-grid");
      }
    }
    assertThat(errors).as("errors in the browser's console").isEmpty();
  }

  private static void waitFor(Page page, String selector) {
    page.waitForSelector(selector, new WaitForSelectorOptions().setTimeout(180_000));
  }

  private static String state(JsonNode node) {
    return node.path("state").asString("");
  }
}
