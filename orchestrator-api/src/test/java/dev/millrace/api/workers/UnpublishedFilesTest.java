package dev.millrace.api.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import dev.millrace.api.projects.TestPush;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UnpublishedFilesTest {
  private final TestService service = TestService.shared();
  private final String project = service.project();
  private final String pool = "pool-" + UUID.randomUUID().toString().substring(0, 8);
  private final TestWorker worker = TestWorker.in(service, pool);

  @Test
  void aStepLearnsWhatTheStepsBeforeItKeptWhenTheySucceededAndNothingOfOthers() {
    new TestPush(service.admin(), project)
        .file(
            "dags/files.yaml",
            """
      dag: files
      defaults: { pool: %s, retries: { user: 1, delay: 0s } }
      steps:
        a: { shell: echo a }
        b: { shell: echo b, dependsOn: [a] }
        c: { shell: echo c, dependsOn: [b] }
        beside: { shell: echo d, dependsOn: [a] }
      """
                .formatted(pool))
        .deploy()
        .expect(201);
    service.admin().post("/api/v1/projects/" + project + "/dags/files/runs", Map.of()).expect(201);

    JsonNode first = worker.start();
    assertThat(unpublished(worker, first)).isEmpty();
    keep(first, "data/of-the-failed-try.csv");
    worker.complete(first, "failed", Map.of("cause", "user", "lastEvent", 1)).expect(200);
    succeed("a", "data/a.csv", "data/b.csv");
    // The other two are free now, in the order of the definition.
    succeed("b", "data/c.csv");
    succeed("beside", "data/d.csv");

    JsonNode c = worker.start();
    assertThat(c.get("step").asString()).isEqualTo("c");
    assertThat(unpublished(worker, c))
        .containsExactly("a data/a.csv", "a data/b.csv", "b data/c.csv");
    TestWorker stranger = TestWorker.in(service, pool);
    assertThat(stranger.client().get(path(c)).expect(403).code()).isEqualTo("NOT_YOUR_ATTEMPT");
  }

  private void succeed(String step, String... kept) {
    JsonNode grant = worker.start();
    assertThat(grant.get("step").asString()).isEqualTo(step);
    keep(grant, kept);
    worker.complete(grant, "succeeded", Map.of("lastEvent", 1)).expect(200);
  }

  private void keep(JsonNode grant, String... paths) {
    worker
        .events(grant, 1, List.of(Map.of("kind", "unpublished", "paths", List.of(paths))))
        .expect(200);
  }

  private static List<String> unpublished(TestWorker asking, JsonNode grant) {
    return asking
        .client()
        .get(path(grant))
        .expect(200)
        .json()
        .get("files")
        .valueStream()
        .map(file -> file.get("producer").asString() + " " + file.get("path").asString())
        .toList();
  }

  private static String path(JsonNode grant) {
    return "/worker/v1/attempts/" + grant.get("attempt").asString() + "/unpublished";
  }
}
