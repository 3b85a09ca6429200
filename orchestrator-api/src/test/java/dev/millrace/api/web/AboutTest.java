package dev.millrace.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestService;
import java.util.List;
import org.junit.jupiter.api.Test;

class AboutTest {
  private final TestService service = TestService.shared();

  @Test
  void aServerSaysWithoutACredentialThatItIsUp() {
    var answer = service.anonymous().get("/api/v1/health").expect(200);
    assertThat(answer.json().get("status").asString()).isEqualTo("up");
    assertThat(answer.header("X-Request-Id")).isNotEmpty();
  }

  @Test
  void noEndpointOfTheActuatorExistsAlsoNotForThisMachine() {
    for (String address :
        List.of(
            "/actuator",
            "/actuator/health",
            "/actuator/health/readiness",
            "/actuator/env",
            "/actuator/prometheus",
            "/actuator/heapdump")) {
      service.anonymous().get(address).expect(404);
      service.admin().get(address).expect(404);
      assertThat(service.anonymous().post(address).status()).as(address).isBetween(401, 404);
    }
  }
}
