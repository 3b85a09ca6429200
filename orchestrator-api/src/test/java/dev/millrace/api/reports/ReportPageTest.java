package dev.millrace.api.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.viewers.DrawingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Notebooks as files. The browser suite opens the kept ones; {@code -Dmillrace.gallery.write=true}
 * writes them anew.
 */
class ReportPageTest {
  private static final Path FOLDER = Path.of("../web-ui/dev/reports");
  private static final JsonMapper JSON = JsonMapper.shared();

  @ParameterizedTest
  @ValueSource(strings = {"orders", "hostile"})
  void theKeptFileIsWhatIsWritten(String name) throws IOException {
    String page = page(name, false);
    Path kept = FOLDER.resolve(name + ".html");
    if (Boolean.getBoolean("millrace.gallery.write")) {
      Files.writeString(kept, page);
    }
    assertThat(Files.readString(kept))
        .as("%s is behind; this class says how to write it anew", kept)
        .isEqualTo(page);
  }

  @Test
  void aReportHasTextsAndOutputsAndNoCodeNoWarningsAndNoPaths() throws IOException {
    Document page = Jsoup.parse(page("orders", false));
    assertThat(page.title()).isEqualTo("report · orders.ipynb");
    assertThat(page.select("header time").text()).isEqualTo("2026-12-01 03:00 UTC");
    assertThat(page.select(".text td").eachText()).contains("1,204", "18,231.50");
    assertThat(page.select(".text td").get(1).attr("align")).isEqualTo("right");
    assertThat(page.select(".text").text())
        .contains("$R = \\sum_i p_i q_i$. It costs $5 to $10 a day.")
        .contains("☑ checked");
    assertThat(page.select("pre").eachText()).contains("1,204 orders", "100%");
    assertThat(page.select("img[src^=data:image/png]")).hasSize(1);
    assertThat(page.select(".note").eachText())
        .containsExactly("An interactive output is here on the report's page in Millrace.");
    assertThat(page.select("a[href]").eachAttr("href"))
        .containsExactly("https://handbook.example/orders");
    assertThat(page.html()).doesNotContain("hidden code", "UserWarning", "/srv/", "notebooks/");
  }

  @Test
  void withCodeItHasThatToo() throws IOException {
    Document page = Jsoup.parse(page("orders", true));
    assertThat(page.select("pre.code").text()).contains("print('hidden code')");
    assertThat(page.select("pre.stderr").text()).contains("UserWarning");
    assertThat(Jsoup.parse(page("hostile", true)).select("pre.error").text())
        .isEqualTo("<script>alert('trace')</script>");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingOfANotebookActsOrLeads(boolean withCode) throws IOException {
    Document page = Jsoup.parse(page("hostile", withCode));
    assertThat(page.select("script, iframe, object, embed, link, base, form, button, svg, math"))
        .isEmpty();
    assertThat(page.select("meta[http-equiv]").eachAttr("http-equiv"))
        .containsExactly("Content-Security-Policy");
    assertThat(page.select("a[href]")).isEmpty();
    assertThat(page.select("[src]").eachAttr("src"))
        .isNotEmpty()
        .allMatch(src -> src.matches("data:image/(png|svg\\+xml);base64,[A-Za-z0-9+/=]*"));
    assertThat(page.getAllElements())
        .allSatisfy(
            element ->
                assertThat(element.attributes().asList())
                    .noneMatch(a -> a.getKey().startsWith("on") || a.getKey().equals("srcset")));
    assertThat(page.select(".text [style]")).isEmpty();
  }

  @Test
  void aPictureThatIsNamedOftenStaysBelowALimit() {
    byte[] big = new byte[16 << 20];
    var images = new ReportImages(path -> Optional.of(new ProjectImage("image/png", big)));
    String html =
        ReportMarkdown.html(
            "![a](a.png) ![b](a.png) ![c](a.png)", images.of(JSON.createObjectNode()));
    assertThat(html.length()).isLessThan(32 << 20);
    assertThat(html).contains("Image: c");
  }

  private static String page(String name, boolean withCode) throws IOException {
    JsonNode document = JSON.readTree(Files.readString(FOLDER.resolve(name + ".ipynb")));
    List<JsonNode> cells = document.path("cells").valueStream().toList();
    return ReportPage.of(
        new ReportPage.Heading(
            "notebooks/orders.ipynb",
            "report",
            Instant.parse("2026-12-01T03:00:00Z"),
            document.at("/metadata/millrace/state").asString("")),
        cells,
        DrawingReader.of(document),
        new ReportImages(path -> Optional.empty()),
        withCode);
  }
}
