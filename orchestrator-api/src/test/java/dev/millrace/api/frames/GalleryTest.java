package dev.millrace.api.frames;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestService;
import dev.millrace.api.TestWorker;
import dev.millrace.api.projects.TestPush;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Recorded notebooks as the server answers for them. The browser suite shows those answers, which
 * are kept beside the notebooks; {@code -Dmillrace.gallery.write=true} writes them anew.
 */
@Tag("slow")
class GalleryTest {
  private static final Path GALLERY = Path.of("../web-ui/dev/gallery");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final TestService service = TestService.shared();

  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(GALLERY)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".ipynb"))
          .map(name -> name.replace(".ipynb", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void theKeptAnswersAreThoseOfTheServer(String name) throws IOException {
    String answers = answers(name).toPrettyString() + "\n";
    Path kept = GALLERY.resolve(name + ".answers.json");
    if (Boolean.getBoolean("millrace.gallery.write")) {
      Files.writeString(kept, answers);
    }
    assertThat(Files.readString(kept))
        .as("%s is behind the server; this class says how to write it anew", kept)
        .isEqualTo(answers);
  }

  private ObjectNode answers(String name) throws IOException {
    JsonNode recorded = JSON.readTree(Files.readString(GALLERY.resolve(name + ".ipynb")));
    String project = service.project();
    new TestPush(service.admin(), project)
        .file("gallery/" + name + ".ipynb", recorded.toString())
        .deploy()
        .expect(201);
    if (name.equals("scripts")) {
      service
          .admin()
          .put("/api/v1/projects/" + project + "/settings", Map.of("notebookScripts", true))
          .expect(200);
    }
    TestWorker worker = TestWorker.in(service, "default");
    service
        .admin()
        .post(
            "/api/v1/projects/" + project + "/notebooks/runs",
            Map.of("notebook", "gallery/" + name + ".ipynb", "parameters", Map.of()))
        .expect(201);
    JsonNode grant = worker.start();
    List<Map<String, Object>> events = events(recorded);
    worker.events(grant, 1, events).expect(200);
    worker.complete(grant, "succeeded", Map.of("lastEvent", events.size())).expect(200);
    return read("/api/v1/attempts/" + grant.get("attempt").asString());
  }

  /** What a worker would have sent while it ran the notebook. */
  private static List<Map<String, Object>> events(JsonNode recorded) {
    List<Map<String, Object>> events = new ArrayList<>();
    events.add(event("kernel_started", Map.of("kernel", "python3", "language_info", Map.of())));
    JsonNode cells = recorded.path("cells");
    for (int i = 0; i < cells.size(); i++) {
      JsonNode cell = cells.path(i);
      if (cell.path("cell_type").asString("").equals("code")) {
        events.add(
            event("cell_started", Map.of("cell", i, "cell_id", cell.path("id").asString(""))));
        for (JsonNode output : cell.path("outputs")) {
          events.add(
              output.path("output_type").asString("").equals("stream")
                  ? event("stream", printed(i, output))
                  : event("output", Map.of("cell", i, "output", output)));
        }
      }
      String state = cell.path("cell_type").asString("").equals("code") ? "succeeded" : "skipped";
      events.add(
          event("cell_finished", Map.of("cell", i, "state", state, "execution_count", i + 1)));
    }
    JsonNode widgets = recorded.at("/metadata/widgets/application~1vnd.jupyter.widget-state+json");
    if (!widgets.isMissingNode()) {
      events.add(event("widgets", Map.of("state", widgets)));
    }
    events.add(event("notebook_finished", Map.of("state", "succeeded", "message", "")));
    return events;
  }

  private static Map<String, Object> printed(int cell, JsonNode output) {
    return Map.of(
        "cell",
        cell,
        "stream",
        output.path("name").asString(""),
        "text",
        output.path("text").asString(""));
  }

  private static Map<String, Object> event(String kind, Map<String, Object> fields) {
    Map<String, Object> event = new HashMap<>(fields);
    event.put("kind", kind);
    return event;
  }

  private ObjectNode read(String attempt) {
    ObjectNode answers = JSON.createObjectNode();
    ObjectNode notebook =
        (ObjectNode) service.admin().get(attempt + "/notebook?format=live").expect(200).json();
    notebook.put("attempt", "ATTEMPT");
    notebook
        .path("cells")
        .forEach(cell -> ((ObjectNode) cell).remove(List.of("startedAt", "endedAt")));
    answers.set("notebook", notebook);
    ObjectNode frames = answers.putObject("frames");
    TestClient.Answer passes = service.admin().get(attempt + "/frames");
    if (passes.status() == 200) {
      String url = passes.json().get("url").asString();
      String query = "?" + passes.json().get("query").asString();
      for (JsonNode cell : notebook.path("cells")) {
        for (String outputs : frameRanges(cell.path("outputs"))) {
          String place = "/" + cell.path("index").asInt() + "/" + outputs;
          frame(framed().get(url + place + query).expect(200), frames.putObject(place));
        }
      }
    }
    return answers;
  }

  private TestClient framed() {
    return service.anonymous().header("Sec-Fetch-Dest", "iframe");
  }

  /** As the application asks for them: neighbours that one viewer draws together. */
  private static List<String> frameRanges(JsonNode outputs) {
    List<String> ranges = new ArrayList<>();
    int first = -1;
    String viewer = "";
    for (int i = 0; i < outputs.size(); i++) {
      JsonNode output = outputs.path(i);
      if (output.hasNonNull("rich")) {
        String own = output.path("viewer").asString("");
        if (!own.isEmpty() && own.equals(viewer)) {
          ranges.removeLast();
          ranges.add(first + "-" + i);
        } else {
          ranges.add(Integer.toString(i));
          first = i;
        }
        viewer = own;
      } else if (output.path("data").size() > 0 || output.has("text")) {
        viewer = "";
      }
    }
    return ranges;
  }

  /** The page, with marks where our own script and style and the nonce stand. */
  private static void frame(TestClient.Answer page, ObjectNode into) {
    String nonce = page.text().replaceAll("(?s).*?nonce=\"([^\"]+)\".*", "$1");
    into.put("policy", page.header("Content-Security-Policy").replace(nonce, "NONCE"));
    into.put(
        "page",
        page.text()
            .replace(nonce, "NONCE")
            .replace(resource("frame.js"), "FRAME_SCRIPT")
            .replace(resource("frame.css"), "FRAME_STYLE"));
  }

  private static String resource(String name) {
    try (var stream = GalleryTest.class.getResourceAsStream("/frames/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
