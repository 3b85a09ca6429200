package dev.millrace.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestService;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocsTest {
  private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

  private final TestService service = TestService.shared();
  private final TestClient anyone = service.anonymous();

  @Test
  void thePageLoadsItsPartsFromHereAndHasNoScriptOfItsOwn() {
    var page = anyone.get("/api/docs").expect(200);

    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'")
        .contains("script-src 'self';")
        .contains("frame-ancestors 'none'");
    assertThat(page.text()).doesNotContain("<script>");
    var parts = LOADED.matcher(page.text()).results().map(found -> found.group(1)).toList();
    assertThat(parts).hasSize(3).allMatch(part -> part.startsWith("docs/"));
    for (String part : parts) {
      // Relative to the page, so that it works below any path.
      assertThat(anyone.get("/api/" + part).expect(200).text()).as(part).isNotBlank();
    }
    assertThat(anyone.get("/api/docs/start.js").text()).contains("'v1/openapi.json'");
  }

  @Test
  void nothingElseOfTheLibraryIsServed() {
    anyone.get("/api/docs/oauth2-redirect.html").expect(404);
    anyone.get("/webjars/swagger-ui/5.34.1/index.html").expect(404);
    anyone.post("/api/docs", java.util.Map.of()).expect(401);
  }
}
