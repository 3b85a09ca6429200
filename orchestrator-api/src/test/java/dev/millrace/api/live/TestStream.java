package dev.millrace.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser's stream of live events. */
public final class TestStream implements AutoCloseable {
  private final BufferedReader lines;
  private final List<Event> seen = new ArrayList<>();
  private String lastId = "";

  private TestStream(BufferedReader lines) {
    this.lines = lines;
  }

  /** An event as a browser has it. */
  public record Event(String name, JsonNode data) {
    /** Whether it tells a change of this run. */
    public boolean isRun(String run) {
      return data.at("/data/id").asString("").equals(run);
    }

    /** The state that it tells. */
    public String state() {
      return data.at("/data/state").asString("");
    }
  }

  /** Follows these topics. */
  public static TestStream open(TestClient client, String topics)
      throws IOException, InterruptedException {
    var response = client.stream("/api/v1/events?topics=" + topics);
    assertThat(response.statusCode()).isEqualTo(200);
    return new TestStream(
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
  }

  /** Reads up to the first event that fits. */
  public Event until(Predicate<Event> last) throws IOException {
    String name = "";
    String line;
    while ((line = lines.readLine()) != null) {
      if (line.startsWith("id: ")) {
        lastId = line.substring(4);
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        Event event = new Event(name, JsonMapper.shared().readTree(line.substring(6)));
        seen.add(event);
        if (last.test(event)) {
          return event;
        }
      }
    }
    throw new AssertionError("the stream ended before the event: " + seen);
  }

  /** Everything read so far. */
  public List<Event> seen() {
    return seen;
  }

  /** Where a browser would go on. */
  public String lastId() {
    return lastId;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
