package dev.millrace.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestService;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestForgeryTest {
  private final TestService service = TestService.shared();

  @Test
  void aBrowsersWriteNeedsTheHeaderThatOnlyItsOwnPageCanSend() {
    TestClient browser = service.browser();
    assertThat(browser.cookie("XSRF-TOKEN")).isNotNull();
    browser.post("/api/v1/tokens", Map.of("name", "with", "role", "viewer")).expect(201);
    var forged =
        browser
            .header("X-XSRF-TOKEN", "guessed")
            .post("/api/v1/tokens", Map.of("name", "without", "role", "viewer"))
            .expect(403);
    assertThat(forged.code()).isEqualTo("CSRF");
  }

  @Test
  void aRequestWithCookieAndBearerIsRefused() {
    TestClient browser = service.browser();
    browser.bearer("mlr_whatever").get("/api/v1/me").expect(400);
  }

  @Test
  void signingInFromAnotherSiteIsRefused() {
    service
        .anonymous()
        .header("Sec-Fetch-Site", "cross-site")
        .post("/api/v1/login", Map.of("token", "x"))
        .expect(403);
  }

  @Test
  void signingInTakesJsonOnlySoThatAFormCannotSendIt() {
    byte[] form = "token=x".getBytes(StandardCharsets.UTF_8);
    service
        .anonymous()
        .send("POST", "/api/v1/login", form, "application/x-www-form-urlencoded")
        .expect(415);
  }

  @Test
  void noOtherOriginIsEverAllowed() {
    var answer =
        service.admin().header("X-Forwarded-Host", "evil.example").get("/api/v1/me").expect(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }
}
