package dev.millrace.api.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@Tag("slow")
@SuppressWarnings("NullAway.Init")
class AttemptLogTest {
  private final TestService service = TestService.shared();
  private final TestRuns runs = new TestRuns(service);
  private final List<Map<String, Object>> events = new ArrayList<>();
  private TestWorker worker;
  private JsonNode grant;
  private int sent;

  @Test
  void everyRangeIsTheSameHoweverTheTextWasCutIntoEvents() {
    start();
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    StringBuilder whole = new StringBuilder();
    for (int i = 0; i < 900; i++) {
      StringBuilder piece = new StringBuilder();
      for (int n = random.nextInt(4); n > 0; n--) {
        piece
            .append(random.nextBoolean() ? "line " + i : "")
            .append(random.nextBoolean() ? "\n" : "");
      }
      log(piece.toString());
      whole.append(piece);
      if (i % 100 == 99) {
        send(); // the index grows with the log
        assertLines(whole.toString(), random, seed);
      }
    }
  }

  private void assertLines(String whole, Random random, long seed) {
    List<String> expected = whole.lines().toList();
    for (int i = 0; i < 8; i++) {
      int from = 1 + random.nextInt(expected.size() + 2);
      int count = 1 + random.nextInt(60);
      JsonNode read = lines("?from=%d&lines=%d".formatted(from, count));
      assertThat(read.get("total").asInt()).isEqualTo(expected.size());
      List<String> range =
          expected.subList(
              Math.min(from - 1, expected.size()), Math.min(from - 1 + count, expected.size()));
      assertThat(texts(read)).as("from %d, %d lines, seed %d", from, count, seed).isEqualTo(range);
      assertThat(numbers(read))
          .isEqualTo(IntStream.range(from, from + range.size()).boxed().toList());
    }
    JsonNode last = lines("?lines=7");
    assertThat(texts(last))
        .isEqualTo(expected.subList(Math.max(0, expected.size() - 7), expected.size()));
  }

  @Test
  void aLineIsWhatATerminalWouldShow() {
    start();
    log("10 %\r20 %");
    log("\r30 %\rdone\r\n");
    log("\u001b[31mred\u001b[0m\r");
    log("blue\n");
    log("x".repeat(70_000) + "\nshort");
    send();
    JsonNode read = lines("");
    assertThat(texts(read).subList(0, 2)).containsExactly("done", "blue");
    JsonNode longOne = read.get("lines").get(2);
    assertThat(longOne.get("text").asString()).hasSize(LineReader.LONGEST);
    assertThat(longOne.get("cut").asBoolean()).isTrue();
    assertThat(read.get("lines").get(3).get("text").asString()).isEqualTo("short");
    assertThat(read.get("lines").get(3).has("cut")).isFalse();
    assertThat(Instant.parse(read.get("lines").get(0).get("at").asString()))
        .isBefore(Instant.now().plusSeconds(60));
  }

  @Test
  void aTextIsFoundWhateverItsCaseItsColoursAndItsEvents() {
    start();
    log("first\nthe RM");
    log("SE is 1\n\u001b[36mrm\u001b[0mse 0.9\n");
    send();
    assertThat(find("rmse")).isEqualTo("{\"count\":2,\"lines\":[2,3]}");
    assertThat(find("%5B36m")).as("of colours only what is seen").contains("\"count\":0");
    for (int i = 0; i < 30; i++) {
      log("many\n".repeat(50));
    }
    send();
    JsonNode many = service.admin().get(path() + "/matches?text=MANY").expect(200).json();
    assertThat(many.get("count").asInt()).isEqualTo(1500);
    assertThat(many.get("lines")).hasSize(AttemptLogLines.MOST_MATCHES);
  }

  @Test
  void theLinesOfTheEnvironmentAreKnownWithTheTimeThatTheyTook() {
    start();
    log("before\n");
    send();
    assertThat(lines("").has("environment")).isFalse();
    events.add(Map.of("kind", "phase", "phase", "environment"));
    log("Collecting pandas\nInstalling\n");
    send();
    JsonNode building = lines("").get("environment");
    assertThat(building.toString()).isEqualTo("{\"first\":2,\"last\":3}");
    events.add(Map.of("kind", "phase", "phase", "kernel"));
    log("step\n");
    send();
    JsonNode built = lines("?from=1&lines=1").get("environment");
    assertThat(built.get("first").asInt()).isEqualTo(2);
    assertThat(built.get("last").asInt()).isEqualTo(3);
    assertThat(built.get("seconds").asDouble()).isBetween(0.0, 60.0);
  }

  @Test
  void whatCannotBeAnsweredIsRefused() {
    start();
    service.admin().get(path() + "/lines?from=0").expect(422);
    service.admin().get(path() + "/lines?lines=2001").expect(422);
    service.admin().get(path() + "/matches?text=").expect(422);
    service.admin().get(path() + "/matches?text=" + "x".repeat(1001)).expect(422);
    service.userWith("viewer", runs.project()).get(path() + "/lines").expect(200);
    service.userWith("viewer", service.project()).get(path() + "/lines").expect(404);
    service.userWith("viewer", service.project()).get(path() + "/matches?text=a").expect(404);
    assertThat(lines("").get("total").asInt()).isZero();
  }

  private void start() {
    worker = runs.worker();
    runs.start();
    grant = worker.start();
  }

  private void log(String text) {
    events.add(Map.of("kind", "log", "stream", "stdout", "text", text));
  }

  private void send() {
    worker.events(grant, sent + 1, List.copyOf(events)).expect(200);
    sent += events.size();
    events.clear();
  }

  private JsonNode lines(String query) {
    return service.admin().get(path() + "/lines" + query).expect(200).json();
  }

  private String find(String text) {
    return service.admin().get(path() + "/matches?text=" + text).expect(200).text();
  }

  private static List<String> texts(JsonNode read) {
    return read.get("lines").valueStream().map(line -> line.get("text").asString()).toList();
  }

  private static List<Integer> numbers(JsonNode read) {
    return read.get("lines").valueStream().map(line -> line.get("number").asInt()).toList();
  }

  private String path() {
    return "/api/v1/attempts/" + grant.get("attempt").asString() + "/log";
  }
}
