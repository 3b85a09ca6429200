package dev.millrace.api.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import dev.millrace.api.live.TestStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class GridLiveTest {
  private final TestService service = TestService.shared();
  private final TestRuns runs = new TestRuns(service);

  @Test
  void whatChangesAfterAPageComesAsCellsAtMostFourTimesASecond() throws Exception {
    TestWorker worker = runs.worker();
    String run = runs.start().get("id").asString();
    new TestRuns(service).start();
    String topic = topic(runs);
    try (var stream = TestStream.open(service.admin(), topic)) {
      JsonNode grant = worker.start();
      worker.complete(grant, "succeeded", Map.of()).expect(200);
      String next = runs.start().get("id").asString();
      // What happens within a quarter of a second comes in one message.
      stream.until(event -> told(stream, run, "s") && told(stream, next, "q"));
      assertThat(stream.seen())
          .allSatisfy(event -> assertThat(event.name()).isEqualTo("dag"))
          .allSatisfy(
              event ->
                  assertThat(event.data().at("/data/runs").valueStream())
                      .as("no run of another Dag")
                      .allMatch(r -> List.of(run, next).contains(r.get("id").asString())));
      List<Instant> times =
          stream.seen().stream().map(e -> Instant.parse(e.data().get("at").asString())).toList();
      for (int i = 1; i < times.size(); i++) {
        assertThat(Duration.between(times.get(i - 1), times.get(i)))
            .isGreaterThanOrEqualTo(Duration.ofMillis(240));
      }
      // Where another server goes on from: nothing is told twice there, and nothing is left out.
      String position = stream.lastId();
      String last = runs.start().get("id").asString();
      try (var again =
          TestStream.open(service.admin(), topic.replaceFirst("@.*", "@" + position))) {
        TestStream.Event first = again.until(event -> true);
        assertThat(first.data().at("/data/runs/0/id").asString()).isEqualTo(last);
        assertThat(first.data().at("/data/position").asString()).isEqualTo(again.lastId());
      }
    }
  }

  @Test
  void theTopicOfAForeignDagDoesNotExist() {
    String topic = topic(new TestRuns(service));
    service.userWith("viewer", runs.project()).get("/api/v1/events?topics=" + topic).expect(404);
    service.admin().get("/api/v1/events?topics=dag:x").expect(404);
    service.admin().get("/api/v1/events?topics=" + topic(runs) + "-x").expect(422);
  }

  private String topic(TestRuns of) {
    return service
        .admin()
        .get(of.path().replaceFirst("runs$", "grid"))
        .expect(200)
        .json()
        .get("topic")
        .asString();
  }

  private static boolean told(TestStream stream, String run, String state) {
    return stream.seen().stream()
        .anyMatch(event -> cell(event, run).path("state").asString("").equals(state));
  }

  /** The step's cell of that run in an event. */
  private static JsonNode cell(TestStream.Event event, String run) {
    return event
        .data()
        .at("/data/runs")
        .valueStream()
        .filter(r -> r.get("id").asString().equals(run))
        .findFirst()
        .map(r -> r.at("/cells/0"))
        .orElseGet(() -> tools.jackson.databind.json.JsonMapper.shared().nullNode());
  }
}
