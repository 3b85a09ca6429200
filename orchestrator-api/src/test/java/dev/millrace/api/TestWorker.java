package dev.millrace.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A worker without kernels: speaks the protocol and does what a test tells it. */
public final class TestWorker {
  private static final String ROOT = "/worker/v1";

  private final UUID worker;
  private final TestClient client;
  private long claimNo;

  private TestWorker(UUID worker, TestClient client) {
    this.worker = worker;
    this.client = client;
  }

  /** A worker with a session in this pool, which is made. */
  public static TestWorker in(TestService service, String pool) {
    service.admin().put("/api/v1/pools/" + pool, Map.of("slots", 100)).expect(200);
    String token = service.poolToken(pool).get("secret").asString();
    return open(service, pool, token, UUID.randomUUID());
  }

  /** A session of this worker; a second one of the same worker ends the first. */
  public static TestWorker open(TestService service, String pool, String token, UUID worker) {
    JsonNode session =
        service
            .anonymous()
            .bearer(token)
            .post(ROOT + "/sessions", request(pool, worker, 1))
            .expect(200)
            .json();
    return new TestWorker(worker, service.anonymous().bearer(session.get("token").asString()));
  }

  /** What opens a session. */
  public static Map<String, Object> request(String pool, UUID worker, int protocol) {
    return Map.of(
        "protocol",
        protocol,
        "worker",
        worker.toString(),
        "name",
        "test-worker",
        "bootId",
        UUID.randomUUID().toString(),
        "pool",
        pool,
        "slots",
        4,
        "mounts",
        List.of(),
        "version",
        "test",
        "aFieldOfTomorrow",
        true);
  }

  /** The same worker with the same session, speaking to another server from now on. */
  public TestWorker at(MillraceServer.Running server) {
    var moved = new TestWorker(worker, client.at(server.port()));
    moved.claimNo = claimNo;
    return moved;
  }

  /** Its instance id. */
  public UUID id() {
    return worker;
  }

  /** Its connection, for requests that a good worker would not send. */
  public TestClient client() {
    return client;
  }

  /** The next grant; fails when none comes within ten seconds. */
  public JsonNode claim() {
    JsonNode grants = claim(10_000).expect(200).json().get("grants");
    if (grants.isEmpty()) {
      throw new AssertionError("no work within ten seconds");
    }
    return grants.get(0);
  }

  /** Waits for one grant. */
  public TestClient.Answer claim(int waitMillis) {
    return client.post(
        ROOT + "/claims", Map.of("claimNo", ++claimNo, "slots", 1, "waitMillis", waitMillis));
  }

  /** Lists what it holds, and waits for commands. */
  public TestClient.Answer heartbeat(List<JsonNode> held, int waitMillis) {
    return client.post(
        ROOT + "/heartbeat",
        Map.of(
            "settledClaims",
            claimNo,
            "attempts",
            held.stream().map(grant -> grant.get("attempt").asString()).toList(),
            "draining",
            false,
            "waitMillis",
            waitMillis));
  }

  /** Says that it takes no work for a reason of its own. */
  public TestClient.Answer trouble(String trouble) {
    return client.post(
        ROOT + "/heartbeat",
        Map.of(
            "settledClaims",
            claimNo,
            "attempts",
            List.of(),
            "draining",
            true,
            "trouble",
            trouble,
            "waitMillis",
            0));
  }

  /** Claims a step and reports its start. */
  public JsonNode start() {
    JsonNode grant = claim();
    String answer =
        post(grant, "start", Map.of("epoch", grant.get("epoch").asLong()))
            .expect(200)
            .json()
            .get("answer")
            .asString();
    if (!answer.equals("go")) {
      throw new AssertionError("start was answered " + answer);
    }
    return grant;
  }

  /** Sends events, numbered from this one on. */
  public TestClient.Answer events(JsonNode grant, long from, List<Map<String, Object>> data) {
    List<Map<String, Object>> events = new ArrayList<>();
    long seq = from;
    for (Map<String, Object> one : data) {
      var full = new HashMap<>(one);
      full.put("at", Instant.now().toString());
      events.add(Map.of("seq", seq++, "kind", one.get("kind"), "at", full.get("at"), "data", full));
    }
    return post(grant, "events", Map.of("epoch", grant.get("epoch").asLong(), "events", events));
  }

  /** Completes an attempt. */
  public TestClient.Answer complete(JsonNode grant, String state, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("epoch", grant.get("epoch").asLong());
    body.put("state", state);
    body.putIfAbsent("outputs", Map.of());
    body.putIfAbsent("lastEvent", 0);
    return post(grant, "complete", body);
  }

  /** Any message about an attempt. */
  public TestClient.Answer post(JsonNode grant, String what, Map<String, Object> body) {
    return client.post(ROOT + "/attempts/" + grant.get("attempt").asString() + "/" + what, body);
  }
}
