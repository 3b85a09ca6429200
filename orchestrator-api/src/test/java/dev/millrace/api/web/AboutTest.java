package dev.millrace.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestService;
import org.junit.jupiter.api.Test;

class AboutTest {
  private final TestService service = TestService.shared();

  @Test
  void aServerSaysWithoutACredentialThatItIsUp() {
    var answer = service.anonymous().get("/api/v1/health").expect(200);
    assertThat(answer.json().get("status").asString()).isEqualTo("up");
    assertThat(answer.header("X-Request-Id")).isNotEmpty();
    service.anonymous().get("/actuator/health/readiness").expect(200);
    service.anonymous().get("/actuator/env").expect(404);
  }
}
