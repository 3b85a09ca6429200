package dev.millrace.api.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EnvironmentLockTest {
  private final TestRuns runs = new TestRuns(TestService.shared());
  private final TestWorker worker = runs.worker();
  private final JsonNode grant = start();

  @Test
  void askingRecordsNothingAndTheFirstOfferCountsForEveryLaterBuild() {
    assertThat(environment("cpython-3.12", null).isEmpty()).isTrue();
    assertThat(environment("cpython-3.12", null).isEmpty()).isTrue();

    assertThat(environment("cpython-3.12", "a==1").get("freeze").asString()).isEqualTo("a==1");
    assertThat(environment("cpython-3.12", "a==2").get("freeze").asString()).isEqualTo("a==1");
    assertThat(environment("cpython-3.12", null).get("freeze").asString()).isEqualTo("a==1");
    assertThat(environment("cpython-3.13", null).isEmpty()).isTrue();
  }

  @Test
  void aLockIsItsProjectsOwn() {
    environment("cpython-3.12", "a==1");
    TestRuns others = new TestRuns(TestService.shared());
    TestWorker other = others.worker();
    others.start();
    JsonNode theirs = other.start();
    assertThat(
            other
                .post(theirs, "environment", request(theirs, "cpython-3.12", null))
                .expect(200)
                .json()
                .isEmpty())
        .isTrue();
  }

  @Test
  void anAttemptThatIsOverOffersNothing() {
    worker.complete(grant, "succeeded", Map.of()).expect(200);
    assertThat(
            worker
                .post(grant, "environment", request(grant, "cpython-3.12", "a==1"))
                .expect(409)
                .code())
        .isEqualTo("STALE_EPOCH");
  }

  private JsonNode start() {
    runs.start();
    return worker.start();
  }

  private JsonNode environment(String interpreter, @Nullable String freeze) {
    return worker
        .post(grant, "environment", request(grant, interpreter, freeze))
        .expect(200)
        .json();
  }

  private static Map<String, Object> request(
      JsonNode grant, String interpreter, @Nullable String freeze) {
    Map<String, Object> body = new HashMap<>();
    body.put("epoch", grant.get("epoch").asLong());
    body.put("interpreter", interpreter);
    body.put("platform", "linux-x86_64");
    body.put("requirementsDigest", "ab".repeat(32));
    if (freeze != null) {
      body.put("freeze", freeze);
    }
    return body;
  }
}
