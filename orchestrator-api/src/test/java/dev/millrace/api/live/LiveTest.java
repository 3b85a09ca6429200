package dev.millrace.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
@Tag("slow")
class LiveTest {
  private final TestService service = TestService.shared();
  private final TestRuns runs = new TestRuns(service);

  /** An event as a browser has it. */
  private record Event(@Nullable String id, String name, JsonNode data) {}

  @Test
  void aRunsEventsComeInOrderWithoutGapsWhileTheyHappen() throws Exception {
    TestWorker worker = runs.worker();
    String run = runs.start().get("id").asString();
    try (var stream = open(service.admin(), "run:" + run + "@0")) {
      JsonNode grant = worker.start();
      worker.complete(grant, "succeeded", Map.of()).expect(200);
      List<Event> events =
          read(stream, event -> event.data().get("kind").asString().equals("run_ended"));
      assertThat(events.stream().map(e -> e.data().get("seq").asLong()).toList())
          .isEqualTo(java.util.stream.LongStream.rangeClosed(1, events.size()).boxed().toList());
      assertThat(events).allSatisfy(e -> assertThat(e.name()).isEqualTo("run"));
      assertThat(events)
          .allSatisfy(e -> assertThat(e.data().get("topic").asString()).isEqualTo("run:" + run));
    }
  }

  @Test
  void aStreamGoesOnAtItsLastEventOnAnotherServer() throws Exception {
    TestWorker worker = runs.worker();
    String run = runs.start().get("id").asString();
    JsonNode grant = worker.start();
    String topics = "run:" + run + "@0,attempt:" + grant.get("attempt").asString() + "@0,runs";
    String last;
    long seen;
    try (var stream = open(service.admin(), topics)) {
      List<Event> before =
          read(
              stream,
              e -> e.id() != null && e.data().get("kind").asString().equals("step_started"));
      last = String.valueOf(before.getLast().id());
      seen = before.getLast().data().get("seq").asLong();
    }
    worker
        .events(grant, 1, List.of(Map.of("kind", "log", "stream", "stdout", "text", "hello\n")))
        .expect(200);
    worker.complete(grant, "succeeded", Map.of("lastEvent", 1)).expect(200);

    try (var other = service.startServer();
        var stream = open(service.clientOf(other).header("Last-Event-ID", last), topics)) {
      List<Event> after = read(stream, e -> e.data().get("kind").asString().equals("run_ended"));
      List<Event> ofRun = after.stream().filter(e -> e.name().equals("run")).toList();
      assertThat(ofRun.getFirst().data().get("seq").asLong()).isEqualTo(seen + 1);
    }
  }

  @Test
  void anAttemptsOutputsComeInTheApplicationsSafeForm() throws Exception {
    TestWorker worker = runs.worker();
    runs.start();
    JsonNode grant = worker.start();
    try (var stream = open(service.admin(), "attempt:" + grant.get("attempt").asString())) {
      worker
          .events(
              grant,
              1,
              List.of(
                  Map.of(
                      "kind",
                      "output",
                      "cell",
                      1,
                      "output",
                      Map.of(
                          "output_type",
                          "display_data",
                          "data",
                          Map.of("text/plain", "<x>", "text/html", "<script>alert(1)</script>"),
                          "metadata",
                          Map.of()))))
          .expect(200);
      Event event = read(stream, e -> true).getFirst();
      assertThat(event.data().toString()).doesNotContain("<script>");
      assertThat(event.data().at("/data/output/type").asString()).isEqualTo("display");
      assertThat(event.data().at("/data/output/data").get("text/plain").asString())
          .isEqualTo("<x>");
      assertThat(event.data().at("/data/output/otherTypes/0").asString()).isEqualTo("text/html");
    }
  }

  @Test
  void changesOfRunsReachOnlyThoseWhoMaySeeThem() throws Exception {
    TestRuns hidden = new TestRuns(service);
    TestClient viewer = service.userWith("viewer", runs.project());
    try (var stream = open(viewer, "runs")) {
      hidden.start();
      String mine = runs.start().get("id").asString();
      List<Event> events = read(stream, e -> e.data().at("/data/id").asString().equals(mine));
      assertThat(events)
          .allSatisfy(
              e -> assertThat(e.data().at("/data/project").asString()).isEqualTo(runs.project()));
    }
  }

  @Test
  void aForeignTopicDoesNotExist() {
    String hidden = new TestRuns(service).start().get("id").asString();
    TestClient viewer = service.userWith("viewer", runs.project());
    viewer.get("/api/v1/events?topics=run:" + hidden).expect(404);
    viewer.get("/api/v1/events?topics=everything").expect(422);
  }

  @Test
  void aStreamEndsWhenItsSignInEnds() throws Exception {
    TestClient browser = service.browser();
    try (var stream = open(browser, "runs")) {
      service.sql().sql("DELETE FROM browser_session").update();
      while (stream.readLine() != null) {
        // Reading to the end: the test's time limit fails it when there is none.
      }
    }
  }

  @Test
  void aStreamEndsWithinASecondOfWhateverTakesItsRightsAwayOnEveryServer() throws Exception {
    Map<String, Consumer<Member>> takings = new LinkedHashMap<>();
    takings.put("signing out", member -> member.browser().post("/api/v1/logout").expect(204));
    takings.put(
        "another password",
        member ->
            service
                .admin()
                .patch("/api/v1/users/" + member.id(), Map.of("password", "another long password"))
                .expect(200));
    takings.put(
        "being disabled",
        member ->
            service
                .admin()
                .patch("/api/v1/users/" + member.id(), Map.of("disabled", true))
                .expect(200));
    takings.put(
        "a role that is taken away",
        member -> service.admin().delete("/api/v1/role-bindings/" + member.binding()).expect(204));
    try (var other = service.startServer()) {
      for (var taking : takings.entrySet()) {
        Member member = member();
        try (var here = open(member.browser(), "runs");
            var there = open(member.browser().at(other.port()), "runs")) {
          taking.getValue().accept(member);
          long began = System.nanoTime();
          for (BufferedReader stream : List.of(here, there)) {
            while (stream.readLine() != null) {
              // to its end
            }
          }
          assertThat(Duration.ofNanos(System.nanoTime() - began))
              .as(taking.getKey())
              .isLessThan(Duration.ofSeconds(1));
        }
      }
    }
  }

  @Test
  void aTokensStreamEndsWithItsOwnersRole() throws Exception {
    TestClient viewer = service.userWith("viewer", runs.project());
    String me = viewer.get("/api/v1/me").json().at("/principal/id").asString();
    try (var stream = open(viewer, "runs")) {
      service.admin().delete("/api/v1/role-bindings/" + bindingOf(me)).expect(204);
      long began = System.nanoTime();
      while (stream.readLine() != null) {
        // to its end
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    }
  }

  /** Somebody with a password and one role, signed in. */
  private record Member(String id, String binding, TestClient browser) {}

  private Member member() {
    String name = "m" + UUID.randomUUID().toString().substring(0, 8);
    String password = "a long enough password";
    String id =
        service
            .admin()
            .post("/api/v1/users", Map.of("name", name, "password", password))
            .expect(201)
            .json()
            .get("id")
            .asString();
    service
        .admin()
        .post("/api/v1/role-bindings", Map.of("principal", id, "role", "viewer"))
        .expect(201);
    TestClient browser = service.anonymous().browser();
    browser.post("/api/v1/login", Map.of("name", name, "password", password)).expect(204);
    browser.get("/api/v1/me").expect(200);
    return new Member(id, bindingOf(id), browser);
  }

  private String bindingOf(String principal) {
    return service
        .sql()
        .sql("SELECT id::text FROM role_binding WHERE principal = ?::uuid")
        .param(principal)
        .query(String.class)
        .single();
  }

  private static BufferedReader open(TestClient client, String topics)
      throws IOException, InterruptedException {
    var response = client.stream("/api/v1/events?topics=" + topics);
    assertThat(response.statusCode()).isEqualTo(200);
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /** Reads events up to and including the first that fits. */
  private static List<Event> read(BufferedReader stream, Predicate<Event> last) throws IOException {
    List<Event> events = new ArrayList<>();
    String id = null;
    String name = "";
    String line;
    while ((line = stream.readLine()) != null) {
      if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        Event event = new Event(id, name, JsonMapper.shared().readTree(line.substring(6)));
        id = null;
        events.add(event);
        if (last.test(event)) {
          return events;
        }
      }
    }
    throw new AssertionError("the stream ended before the event: " + events);
  }
}
