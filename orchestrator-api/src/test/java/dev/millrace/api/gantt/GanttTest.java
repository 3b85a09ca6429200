package dev.millrace.api.gantt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GanttTest {
  private final TestService service = TestService.shared();
  private final TestRuns runs = new TestRuns(service);

  @Test
  void aRunTellsWhenItsAttemptsDidWhat() {
    TestWorker worker = runs.worker();
    String first = run(worker, "succeeded");
    String second = run(worker, "failed");
    JsonNode gantt = get(second, "gantt");
    assertThat(gantt.get("previous").asString()).isEqualTo(first);
    assertThat(gantt.get("complete").asBoolean()).isTrue();
    assertThat(gantt.get("attempts")).hasSize(1);
    JsonNode attempt = gantt.get("attempts").get(0);
    assertThat(attempt.get("phases").valueStream().map(p -> p.get("phase").asString()))
        .containsExactly("files", "cells");
    JsonNode cell = attempt.get("cells").get(0);
    assertThat(cell.get("cell").asInt()).isEqualTo(1);
    assertThat(cell.get("id").asString()).isEqualTo("b2");
    assertThat(cell.get("state").asString()).isEqualTo("succeeded");
    assertThat(cell.get("length").asLong()).isNotNegative();
    assertThat(get(first, "gantt").has("previous")).isFalse();

    JsonNode step = get(second, "steps").get("items").get(0);
    JsonNode brief = step.get("attempts").get(0);
    assertThat(brief.get("queuedAt").asString())
        .as("it was queued before a worker got it")
        .isLessThanOrEqualTo(brief.get("createdAt").asString());

    String lines = "/api/v1/attempts/" + attempt.get("attempt").asString() + "/cells";
    JsonNode cells = service.admin().get(lines).expect(200).json();
    assertThat(cells.get(0).get("index").asInt()).as("texts have no number").isEqualTo(1);
    assertThat(cells.get(0).get("number").asInt()).isEqualTo(1);
    assertThat(cells.get(0).get("firstLine").asString()).isEqualTo("print(1)");
    assertThat(cells).hasSize(2);
    service.userWith("viewer", runs.project()).get(lines).expect(200);
    service.userWith("viewer", service.project()).get(lines).expect(404);
  }

  @Test
  void theSlowestCellsKnowWhatTheyTookBefore() {
    TestWorker worker = runs.worker();
    List<String> before = List.of(run(worker, "succeeded"), run(worker, "succeeded"));
    String failed = run(worker, "failed");
    String last = run(worker, "succeeded");
    JsonNode slowest = get(last, "slowest-cells");
    assertThat(slowest).hasSize(2);
    assertThat(slowest.get(0).get("seconds").asDouble())
        .isGreaterThanOrEqualTo(slowest.get(1).get("seconds").asDouble());
    for (JsonNode cell : slowest) {
      assertThat(cell.get("step").asString()).isEqualTo("train");
      assertThat(cell.get("past").valueStream().map(p -> p.get("run").asString()))
          .as("the oldest first, without the failed one")
          .containsExactlyElementsOf(before);
    }
    assertThat(get(before.getFirst(), "slowest-cells").get(0).get("past")).isEmpty();
    assertThat(get(failed, "slowest-cells")).as("of a failed one, too").hasSize(2);
  }

  @Test
  void theyAreShownToWhoMaySeeTheRun() {
    String run = runs.start().get("id").asString();
    for (String what : List.of("gantt", "slowest-cells")) {
      String path = "/api/v1/runs/" + run + "/" + what;
      service.userWith("viewer", runs.project()).get(path).expect(200);
      service.userWith("viewer", service.project()).get(path).expect(404);
      service.admin().get(path.replace(run, UUID.randomUUID().toString())).expect(404);
    }
    assertThat(get(run, "gantt").get("attempts")).as("nothing has run").isEmpty();
    assertThat(get(run, "slowest-cells")).isEmpty();
  }

  private JsonNode get(String run, String what) {
    return service.admin().get("/api/v1/runs/" + run + "/" + what).expect(200).json();
  }

  private String run(TestWorker worker, String state) {
    String run = runs.start().get("id").asString();
    JsonNode grant = worker.start();
    List<Map<String, Object>> events =
        List.of(
            Map.of("kind", "phase", "phase", "files"),
            Map.of("kind", "phase", "phase", "cells"),
            Map.of("kind", "cell_finished", "cell", 0, "state", "skipped"),
            Map.of("kind", "cell_started", "cell", 1, "cell_id", "b2"),
            Map.of("kind", "cell_finished", "cell", 1, "state", "succeeded"),
            Map.of("kind", "cell_started", "cell", 2, "cell_id", "c3"),
            Map.of("kind", "cell_finished", "cell", 2, "state", state));
    worker.events(grant, 1, events).expect(200);
    worker.complete(grant, state, Map.of("lastEvent", events.size())).expect(200);
    return run;
  }
}
