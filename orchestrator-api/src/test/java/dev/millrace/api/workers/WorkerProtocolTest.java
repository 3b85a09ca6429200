package dev.millrace.api.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestRuns;
import dev.millrace.api.TestWorker;
import dev.millrace.executor.protocol.WorkerProtocol;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** From a grant to its files, uploads and reports. */
@Tag("slow")
class WorkerProtocolTest extends WorkerCallsTest {
  @Test
  void aStepGoesFromTriggerToSuccess() {
    TestWorker worker = runs.worker();
    JsonNode run = runs.start();
    JsonNode grant = worker.start();
    assertThat(grant.at("/stepDefinition/type").asString()).isEqualTo("notebook");
    assertThat(grant.at("/stepDefinition/notebook").asString()).isEqualTo("notebooks/train.ipynb");
    assertThat(grant.at("/runParameters/region").asString()).isEqualTo("eu");

    worker.complete(grant, "succeeded", Map.of("outputs", Map.of("rmse", 0.9))).expect(200);

    JsonNode ended =
        service.admin().get("/api/v1/runs/" + run.get("id").asString()).expect(200).json();
    assertThat(ended.get("state").asString()).isEqualTo("succeeded");
    assertThat(ended.at("/counts/succeeded").asInt()).isEqualTo(1);
    JsonNode step =
        service
            .admin()
            .get("/api/v1/runs/" + run.get("id").asString() + "/steps/train")
            .expect(200)
            .json();
    assertThat(step.at("/outputs/rmse").asDouble()).isEqualTo(0.9);
    assertThat(step.at("/type").asString()).isEqualTo("notebook");
    assertThat(step.at("/attempts/0/state").asString()).isEqualTo("succeeded");
  }

  @Test
  void whatAWorkerWarnsOfStandsInTheAttempt() {
    TestWorker worker = runs.worker();
    runs.start();
    JsonNode grant = worker.start();
    String text = "'data/*.csv' names no file; it wrote notebooks/data/x.csv";
    worker
        .events(
            grant,
            1,
            List.of(
                Map.of("kind", "warning", "code", "ARTIFACTS_UNMATCHED", "message", text),
                Map.of("kind", "log", "stream", "stdout", "text", "no warning\n")))
        .expect(200);
    JsonNode warnings =
        service
            .admin()
            .get("/api/v1/attempts/" + grant.get("attempt").asString())
            .expect(200)
            .json()
            .get("warnings");
    assertThat(warnings).hasSize(1);
    assertThat(warnings.at("/0/code").asString()).isEqualTo("ARTIFACTS_UNMATCHED");
    assertThat(warnings.at("/0/message").asString()).isEqualTo(text);
    worker.complete(grant, "succeeded", Map.of("lastEvent", 2)).expect(200);
  }

  @Test
  void theFilesOfTheSnapshotComeWithTheGrantAndOthersDoNot() {
    TestWorker worker = runs.worker();
    runs.start();
    JsonNode grant = worker.start();
    String snapshot = grant.get("snapshot").asString();
    JsonNode files =
        worker.client().get("/worker/v1/snapshots/" + snapshot).expect(200).json().get("files");
    assertThat(files).hasSize(2);
    String file = files.get(0).get("digest").asString();
    worker.client().get("/worker/v1/snapshots/" + snapshot + "/files/" + file).expect(200);
    TestWorker other = new TestRuns(service).worker();
    other.client().get("/worker/v1/snapshots/" + snapshot).expect(404);
  }

  @Test
  void anUploadMustBeWhatItsDigestSays() throws Exception {
    TestWorker worker = runs.worker();
    runs.start();
    JsonNode grant = worker.start();
    byte[] bytes = "hello".getBytes(StandardCharsets.UTF_8);
    String digest =
        HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    String path = "/worker/v1/attempts/" + grant.get("attempt").asString() + "/files/";
    worker.client().send("PUT", path + digest, bytes, "application/octet-stream").expect(204);
    String wrong = digest.replace(digest.charAt(0), digest.charAt(0) == 'a' ? 'b' : 'a');
    assertThat(
            worker
                .client()
                .send("PUT", path + wrong, bytes, "application/octet-stream")
                .expect(422)
                .code())
        .isEqualTo("DIGEST_MISMATCH");

    Map<String, Object> published =
        Map.of(
            "artifacts",
            List.of(
                Map.of(
                    "path", "out/a.txt", "digest", digest, "size", 5, "mediaType", "text/plain")));
    worker.complete(grant, "succeeded", published).expect(200);
    String attempt = "/api/v1/attempts/" + grant.get("attempt").asString();
    assertThat(service.admin().get(attempt + "/artifacts").json().at("/items/0/path").asString())
        .isEqualTo("out/a.txt");
    var content = service.admin().get(attempt + "/artifacts/content?path=out/a.txt").expect(200);
    assertThat(content.text()).isEqualTo("hello");
    assertThat(content.header("Content-Disposition")).startsWith("attachment");
    assertThat(content.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertRanges(attempt + "/artifacts/content?path=out/a.txt", '"' + digest + '"');
  }

  /** Of a file that says "hello". */
  private void assertRanges(String file, String etag) {
    var whole = service.admin().get(file).expect(200);
    assertThat(whole.header("ETag")).isEqualTo(etag);
    assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");

    var part = service.admin().header("Range", "bytes=1-3").get(file).expect(206);
    assertThat(part.text()).isEqualTo("ell");
    assertThat(part.header("Content-Range")).isEqualTo("bytes 1-3/5");
    assertThat(part.header("Content-Length")).isEqualTo("3");
    assertThat(part.header("Content-Disposition")).startsWith("attachment");
    assertThat(service.admin().header("Range", "bytes=-2").get(file).expect(206).text())
        .isEqualTo("lo");
    assertThat(service.admin().header("Range", "bytes=3-99").get(file).expect(206).text())
        .isEqualTo("lo");

    var beyond = service.admin().header("Range", "bytes=5-").get(file).expect(416);
    assertThat(beyond.header("Content-Range")).isEqualTo("bytes */5");
    assertThat(beyond.code()).isEqualTo("RANGE");

    for (String range : List.of("bytes=0-1,3-4", "bytes=3-1", "lines=1-2", "bytes=x")) {
      assertThat(service.admin().header("Range", range).get(file).expect(200).text())
          .as(range)
          .isEqualTo("hello");
    }
    var client = service.admin().header("Range", "bytes=0-0");
    assertThat(client.header("If-Range", etag).get(file).expect(206).text()).isEqualTo("h");
    assertThat(client.header("If-Range", "\"other\"").get(file).expect(200).text())
        .isEqualTo("hello");
  }

  @Test
  void aWorkerDoesNotReachAnotherWorkersAttempt() {
    TestWorker mine = runs.worker();
    runs.start();
    JsonNode grant = mine.start();
    TestWorker other = TestWorker.in(service, runs.pool());
    for (String what : List.of("start", "events", "environment", "complete")) {
      assertThat(
              other
                  .post(grant, what, Map.of("epoch", grant.get("epoch").asLong()))
                  .expect(403)
                  .code())
          .isEqualTo("NOT_YOUR_ATTEMPT");
    }
    String files =
        "/worker/v1/attempts/" + grant.get("attempt").asString() + "/files/" + "0".repeat(64);
    other.client().get(files).expect(403);
    other.client().send("PUT", files, new byte[0], "application/octet-stream").expect(403);
  }

  @Test
  void reportsOfSeveralAttemptsAreTakenTogetherAndNoAttemptOfAnotherWorkerAmongThem() {
    TestWorker worker = runs.worker();
    JsonNode run = runs.start();
    JsonNode started = worker.start();
    runs.start();
    JsonNode granted = worker.claim();
    TestRuns elsewhere = new TestRuns(service);
    TestWorker other = elsewhere.worker();
    elsewhere.start();
    JsonNode foreign = other.start();
    Map<String, Object> success =
        Map.of("epoch", started.get("epoch"), "state", "succeeded", "lastEvent", 0);
    Map<String, Object> theirs =
        Map.of("epoch", foreign.get("epoch"), "state", "succeeded", "lastEvent", 0);

    JsonNode answers =
        worker
            .client()
            .post(
                "/worker/v1/reports",
                Map.of(
                    "reports",
                    List.of(
                        Map.of("attempt", foreign.get("attempt"), "complete", theirs),
                        Map.of("attempt", started.get("attempt"), "complete", success),
                        Map.of(
                            "attempt",
                            granted.get("attempt"),
                            "start",
                            Map.of("epoch", granted.get("epoch"))))))
            .expect(200)
            .json()
            .get("answers");

    assertThat(answers).hasSize(3);
    assertThat(answers.get(0).propertyNames()).as("it is refused when it is sent alone").isEmpty();
    assertThat(answers.at("/1/complete/accepted").asBoolean()).isTrue();
    assertThat(answers.at("/2/start/answer").asString()).isEqualTo("go");
    assertThat(
            service
                .admin()
                .get("/api/v1/runs/" + run.get("id").asString())
                .json()
                .at("/counts/succeeded")
                .asInt())
        .isEqualTo(1);
    other.complete(foreign, "succeeded", Map.of()).expect(200);
  }

  @ParameterizedTest
  @CsvSource({"0, 422", "1, 200", "10000, 200", "10001, 422", "-2147483648, 422"})
  void theSlotsThatAWorkerOffersHaveARange(int slots, int status) {
    Map<String, Object> request =
        new HashMap<>(TestWorker.request(runs.pool(), UUID.randomUUID(), WorkerProtocol.VERSION));
    request.put("slots", slots);
    String token = service.poolToken(runs.pool()).get("secret").asString();
    var answer =
        service.anonymous().bearer(token).post("/worker/v1/sessions", request).expect(status);
    if (status == 422) {
      assertThat(answer.code()).isEqualTo("BAD_SLOTS");
      assertThat(answer.text()).contains("from 1 to 10000");
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, 422", "0, 200", "100000, 200", "100001, 422", "2147483647, 422"})
  void theSlotsOfAPoolHaveARange(int slots, int status) {
    var answer = service.admin().put("/api/v1/pools/ranges", Map.of("slots", slots)).expect(status);
    if (status == 422) {
      assertThat(answer.code()).isEqualTo("BAD_POOL");
      assertThat(answer.text()).contains("0 to 100,000");
    }
  }
}
