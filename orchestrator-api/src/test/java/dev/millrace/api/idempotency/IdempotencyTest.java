package dev.millrace.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
  private final TestService service = TestService.shared();

  @Test
  void theSameRequestAgainIsNotDoneAgainAndGetsTheFirstAnswer() {
    var runs = new TestRuns(service);
    TestClient client = withKey();
    var first = client.post(runs.path(), Map.of("note", "once")).expect(201);
    var second = client.post(runs.path(), Map.of("note", "once")).expect(201);
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.header("Location")).isEqualTo(first.header("Location")).isNotEmpty();
    assertThat(service.admin().get(runs.path()).json().get("items")).hasSize(1);
  }

  @Test
  void theSameKeyWithAnotherBodyIsAConflict() {
    var runs = new TestRuns(service);
    TestClient client = withKey();
    client.post(runs.path(), Map.of("note", "one")).expect(201);
    assertThat(client.post(runs.path(), Map.of("note", "two")).expect(409).code())
        .isEqualTo("IDEMPOTENCY_MISMATCH");
  }

  @Test
  void aRefusedRequestMayBeRepeatedWithTheSameKey() {
    var runs = new TestRuns(service);
    TestClient client = withKey();
    client.post(runs.path(), Map.of("parameters", Map.of("region", "mars"))).expect(422);
    client.post(runs.path(), Map.of("parameters", Map.of("region", "ap"))).expect(201);
  }

  @Test
  void twoAtOnceAreOne() throws Exception {
    var runs = new TestRuns(service);
    TestClient client = withKey();
    Callable<String> post =
        () -> client.post(runs.path(), Map.of("note", "both")).expect(201).text();
    try (var threads = Executors.newFixedThreadPool(4)) {
      var answers = threads.invokeAll(List.of(post, post, post, post));
      for (var answer : answers) {
        assertThat(answer.get()).isEqualTo(answers.getFirst().get());
      }
    }
    assertThat(service.admin().get(runs.path()).json().get("items")).hasSize(1);
  }

  @Test
  void anAnswerWithASecretIsNeverStored() {
    TestClient client = withKey();
    client.post("/api/v1/tokens", Map.of("name", "secret", "role", "viewer")).expect(201);
    assertThat(
            client
                .post("/api/v1/tokens", Map.of("name", "secret", "role", "viewer"))
                .expect(409)
                .code())
        .isEqualTo("IDEMPOTENCY_SECRET");
    long stored =
        service
            .sql()
            .sql("SELECT count(*) FROM idempotency WHERE answer::text LIKE '%mlr\\_%'")
            .query(Long.class)
            .single();
    assertThat(stored).isZero();
  }

  private TestClient withKey() {
    return service.admin().header("Idempotency-Key", UUID.randomUUID().toString());
  }
}
