package dev.millrace.api.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UsualDurationTest {
  private final TestService service = TestService.shared();
  private final TestRuns runs = new TestRuns(service);

  @Test
  void theMedianIsOfTheSuccessfulAttemptsOfTheNewestOtherRuns() {
    String old = attempt(1000, "succeeded");
    for (int i = 0; i < 16; i++) {
      attempt(50, "failed");
    }
    attempt(10, "succeeded");
    attempt(30, "succeeded");
    attempt(90, "succeeded");
    String run = start();
    assertThat(usual(run).get("medianSeconds").asDouble()).isEqualTo(60);
    assertThat(usual(run).get("attempts").asInt()).isEqualTo(4);
    String next = start();
    assertThat(usual(next).get("medianSeconds").asDouble())
        .as("the oldest is not among the newest 20 any more")
        .isEqualTo(30);
    assertThat(usual(old).get("attempts").asInt()).as("it is not one of its own past").isEqualTo(3);
    service.userWith("viewer", runs.project()).get(path(run)).expect(200);
    service.userWith("viewer", service.project()).get(path(run)).expect(404);
  }

  @Test
  void withoutAPastThereIsNoMedian() {
    JsonNode usual = usual(start());
    assertThat(usual.has("medianSeconds")).isFalse();
    assertThat(usual.get("attempts").asInt()).isZero();
    service.admin().get(path(UUID.randomUUID().toString())).expect(404);
  }

  private JsonNode usual(String run) {
    return service.admin().get(path(run)).expect(200).json();
  }

  private static String path(String run) {
    return "/api/v1/runs/" + run + "/steps/train/usual-duration";
  }

  private String start() {
    return runs.start().get("id").asString();
  }

  /** A run whose one attempt took so many seconds. */
  private String attempt(int seconds, String state) {
    String run = start();
    service
        .sql()
        .sql(
            """
            INSERT INTO attempt (id, step_run, run, number, epoch, dag_version, state, started_at, ended_at)
            SELECT gen_random_uuid(), s.id, r.id, 1, 0, r.dag_version, :state,
                   millrace_now() - make_interval(secs => :seconds), millrace_now()
              FROM run r JOIN step_run s ON s.run = r.id AND s.step = 'train'
             WHERE r.id = CAST(:run AS uuid)
            """)
        .param("run", run)
        .param("state", state)
        .param("seconds", seconds)
        .update();
    return run;
  }
}
