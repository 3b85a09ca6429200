package dev.millrace.api.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestRuns;
import dev.millrace.api.TestService;
import dev.millrace.api.hostile.Operations.Operation;
import dev.millrace.api.projects.TestPush;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * No value makes the server fail: each field, each part of a path, each query parameter and each
 * header of every operation in the OpenAPI document gets each hostile value, and no answer is a
 * 500. The server and its database are this test's own, because some of these requests succeed.
 */
@Tag("slow")
class EveryOperationTest {
  private static final String PLACE = "\"HOSTILE-VALUE\"";

  @TempDir static Path folder;

  private static TestService service;
  private static String token = "";
  private static List<Operation> operations = List.of();
  private static final Map<String, String> SAMPLES = new HashMap<>();

  private final List<String> wrong = new ArrayList<>();

  /** An answer to a request that was sent as it stands. */
  private record Answer(int status, String head, String body) {}

  @BeforeAll
  static void aServerWithOneOfEverything() throws IOException, SQLException {
    service = TestService.on(newDatabase(), folder);
    token = Files.readString(folder.resolve("token")).strip();
    TestRuns runs = new TestRuns(service);
    var admin = service.admin();
    JsonNode run = runs.start();
    JsonNode grant = runs.worker().start();
    JsonNode user =
        admin.post("/api/v1/users", Map.of("name", "u", "kind", "service")).expect(201).json();
    String snapshot =
        new TestPush(admin, runs.project())
            .file("notebooks/train.ipynb", TestRuns.NOTEBOOK)
            .file(
                "dags/one.yaml",
                "dag: one\nschedule: { every: 1h }\nparameters: { x: { type: object, default: {} } }\n"
                    + "steps: { train: { notebook: notebooks/train.ipynb, pool: "
                    + runs.pool()
                    + " } }\n")
            .upload();
    admin
        .post("/api/v1/projects/" + runs.project() + "/deployments", Map.of("snapshot", snapshot))
        .expect(201);
    admin.put("/api/v1/projects/" + runs.project() + "/secrets/s", Map.of("value", "v"));
    SAMPLES.putAll(
        Map.of(
            "project", runs.project(),
            "dag", "one",
            "run", run.get("id").asString(),
            "step", "train",
            "steps", "train",
            "attempt", grant.get("attempt").asString(),
            "pool", runs.pool(),
            "user", user.get("id").asString(),
            "principal", user.get("id").asString(),
            "service", "u"));
    SAMPLES.putAll(
        Map.of(
            "trigger", "schedule",
            "number", "1",
            "other", "2",
            "digest", snapshot,
            "snapshot", snapshot,
            "path", "notebooks/train.ipynb",
            "notebook", "notebooks/train.ipynb",
            "secret", "s",
            "cell", "0",
            "mapPath", "0"));
    SAMPLES.putAll(
        Map.of(
            "logicalTime", "2026-01-31T06:00:00Z",
            "contents", "eA==",
            "mode", "0644",
            "from", runs.project()));
    for (String id : List.of("token", "binding", "worker")) {
      SAMPLES.put(id, UUID.randomUUID().toString());
    }
    operations = new Operations(admin.get("/api/v1/openapi.json").text(), SAMPLES).all();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void noFieldOfABodyMakesTheServerFail() throws IOException {
    int bodies = 0;
    for (Operation operation : operations) {
      for (ObjectNode whole : operation.body()) {
        bodies++;
        for (String pointer : pointers(whole, "")) {
          String template = with(whole, pointer);
          for (String value : HostileValues.ofFields()) {
            String body = template.replace(PLACE, value);
            Answer answer = send(operation, address(operation, "", ""), "application/json", body);
            judge(operation, pointer + " = " + value, answer);
            if (HostileValues.isUnstorable(value)) {
              requireRefused(operation, pointer + " = " + value, pointer, answer);
            }
          }
        }
      }
    }
    assertThat(bodies).isGreaterThan(12);
    assertThat(wrong).isEmpty();
  }

  @Test
  void noWholeBodyMakesTheServerFail() throws IOException {
    for (Operation operation : operations) {
      if (operation.method().equals("GET")) {
        continue;
      }
      for (String body : HostileValues.BODIES) {
        judge(
            operation,
            "body " + body,
            send(operation, address(operation, "", ""), "application/json", body));
      }
      for (ObjectNode whole : operation.body()) {
        Answer answer = send(operation, address(operation, "", ""), "application/json", "null");
        if (answer.status() != 400) {
          wrong.add(operation + " with the body null -> " + answer.status());
        }
        // The escapes of a lone surrogate in UTF-8, which some readers let pass.
        String text = with(whole, pointers(whole, "").getFirst());
        byte[] bytes =
            text.replace(PLACE, "\"\u00ed\u00a0\u0080\"").getBytes(StandardCharsets.ISO_8859_1);
        judge(operation, "a surrogate in UTF-8", send(operation, bytes));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void noPartOfAPathMakesTheServerFail() throws IOException {
    for (Operation operation : operations) {
      for (String name : names(operation.path())) {
        for (String value : HostileValues.IN_ADDRESSES) {
          Answer answer =
              send(operation, address(operation, name, value), "application/json", body(operation));
          judge(operation, name + " = " + value, answer);
          if (HostileValues.NO_ADDRESSES.contains(value)) {
            requireUnreadable(operation, name + " = " + value, answer);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void noQueryParameterAndNoHeaderMakesTheServerFail() throws IOException {
    for (Operation operation : operations) {
      for (String name : operation.query()) {
        for (String value : HostileValues.IN_ADDRESSES) {
          String address = address(operation, "", "") + "?" + name + "=" + value;
          Answer answer = send(operation, address, "application/json", body(operation));
          judge(operation, address, answer);
          if (HostileValues.NO_ADDRESSES.contains(value)) {
            requireUnreadable(operation, address, answer);
          }
        }
      }
      List<String> headers = new ArrayList<>(operation.headers());
      headers.addAll(List.of("Idempotency-Key", "Accept", "Authorization", "Cookie"));
      for (String header : headers) {
        for (String value :
            List.of("\u00ff\u00fe", "\"%00\"", "x".repeat(3_000), "1e400", "*/x", ";=,")) {
          String line = header + ": " + value + "\r\n";
          Answer answer =
              exchange(
                  operation.method(),
                  address(operation, "", ""),
                  line + "Content-Type: application/json\r\n",
                  body(operation).getBytes(StandardCharsets.UTF_8));
          judge(operation, header + " = " + value, answer);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void noDefinitionMakesTheServerFail() throws IOException {
    String path = "/api/v1/projects/" + SAMPLES.get("project") + "/dags/h";
    List<String> refused =
        List.of(
            "dag: h\ntitle: \"a\\0b\"\nsteps: { a: { noop: {} } }\n",
            "dag: h\ntitle: \"a\\ud800b\"\nsteps: { a: { noop: {} } }\n",
            "dag: h\nparameters: { n: { type: number, default: 1e400 } }\nsteps: { a: { noop: {} } }\n",
            "dag: h\nparameters: { n: { type: number, default: .nan } }\nsteps: { a: { noop: {} } }\n",
            "dag: h\nparameters: { n: { type: integer, default: "
                + "9".repeat(400)
                + " } }\nsteps: { a: { noop: {} } }\n",
            "dag: h\nparameters: { n: { type: object, default: { $number: 3 } } }\nsteps: { a: { noop: {} } }\n",
            "dag: h\nparameters: { n: { type: date, default: \"+10000-01-01\" } }\nsteps: { a: { noop: {} } }\n",
            "dag: h\nschedule: { every: 1h, start: \"+999999999-01-01T00:00:00Z\" }\nsteps: { a: { noop: {} } }\n",
            "dag: h\nsteps: { a: { shell: \"x\", slots: 1e400 } }\n",
            "dag: h\nsteps: { a: { shell: \"x\", slots: 99999999999999999999 } }\n",
            "dag: h\nsteps: { a: { shell: \"x\", timeout: 99999999999999999999h } }\n",
            "{\"dag\":\"h\",\"steps\":{\"a\":{\"shell\":\"a\\u0000b\"}}}",
            "{\"dag\":\"h\",\"steps\":{\"a\":{\"shell\":\"x\",\"env\":{\"A\":\"\\udce9\"}}}}");
    for (String text : refused) {
      for (String type : List.of("application/yaml", "application/json")) {
        Answer answer =
            exchange(
                "PUT",
                path,
                "Content-Type: " + type + "\r\n",
                text.getBytes(StandardCharsets.UTF_8));
        if (answer.status() != 422 && answer.status() != 400) {
          wrong.add(text + " as " + type + " -> " + answer.status());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private void judge(Operation operation, String what, Answer answer) {
    if (answer.status() >= 500 || answer.status() < 100) {
      wrong.add(
          operation + " " + shown(what) + " -> " + answer.head() + " " + shown(answer.body()));
    }
  }

  private void requireRefused(Operation operation, String what, String pointer, Answer answer) {
    boolean named = answer.body().contains("\"pointer\":\"" + pointer);
    boolean refused = answer.status() == 422 || answer.status() == 400;
    // A value that is no JSON is named by line and column.
    boolean placed = named || answer.body().contains("\"line\":");
    if (!refused || !placed) {
      wrong.add(
          operation + " " + shown(what) + " -> " + answer.status() + " " + shown(answer.body()));
    }
  }

  private void requireUnreadable(Operation operation, String what, Answer answer) {
    if (answer.status() != 400) {
      wrong.add(operation + " " + shown(what) + " -> " + answer.status());
    }
  }

  private static String shown(String text) {
    return text.length() <= 300 ? text : text.substring(0, 300) + "…";
  }

  private static List<String> names(String path) {
    return java.util.regex.Pattern.compile("\\{([a-zA-Z]+)}")
        .matcher(path)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String address(Operation operation, String replaced, String value) {
    String path = operation.path();
    for (String name : names(path)) {
      path =
          path.replace(
              "{" + name + "}", name.equals(replaced) ? value : SAMPLES.getOrDefault(name, "x"));
    }
    return path;
  }

  private static String body(Operation operation) {
    return operation.body().isEmpty() ? "" : operation.body().getFirst().toString();
  }

  /** The places of all values in it that are no containers, and of those in its first items. */
  private static List<String> pointers(JsonNode node, String at) {
    List<String> pointers = new ArrayList<>();
    if (!at.isEmpty()) {
      pointers.add(at);
    }
    node.properties().forEach(f -> pointers.addAll(pointers(f.getValue(), at + "/" + f.getKey())));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      pointers.addAll(pointers(node.get(i), at + "/" + i));
    }
    return pointers;
  }

  private static String with(ObjectNode whole, String pointer) {
    ObjectNode copy = whole.deepCopy();
    int last = pointer.lastIndexOf('/');
    JsonNode parent = copy.at(pointer.substring(0, last));
    String name = pointer.substring(last + 1);
    JsonNode place = StringNode.valueOf("HOSTILE-VALUE");
    if (parent instanceof ObjectNode object) {
      object.set(name, place);
    } else {
      ((tools.jackson.databind.node.ArrayNode) parent).set(Integer.parseInt(name), place);
    }
    return copy.toString();
  }

  private Answer send(Operation operation, byte[] body) throws IOException {
    return exchange(
        operation.method(), address(operation, "", ""), "Content-Type: application/json\r\n", body);
  }

  private Answer send(Operation operation, String address, String type, String body)
      throws IOException {
    return exchange(
        operation.method(),
        address,
        body.isEmpty() ? "" : "Content-Type: " + type + "\r\n",
        body.getBytes(StandardCharsets.UTF_8));
  }

  /** Sent as it stands: an HTTP client would refuse or tidy up what is tried here. */
  private static Answer exchange(String method, String address, String headers, byte[] body)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.server().port())) {
      socket.setSoTimeout(20_000);
      String head =
          method
              + " "
              + address
              + " HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
              + body.length
              + "\r\n"
              + (headers.startsWith("Authorization")
                  ? ""
                  : "Authorization: Bearer " + token + "\r\n")
              + headers
              + "\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(body);
      return answer(socket.getInputStream());
    }
  }

  private static Answer answer(InputStream in) throws IOException {
    // Enough for every problem; a stream of events would never end.
    String text = new String(in.readNBytes(300), StandardCharsets.UTF_8);
    boolean streams = text.contains("text/event-stream");
    String all = streams ? text : text + new String(in.readNBytes(20_000), StandardCharsets.UTF_8);
    String[] parts = all.split("\r\n\r\n", 2);
    String first = parts[0].lines().findFirst().orElse("");
    int status =
        first.length() > 12 && first.startsWith("HTTP/1.1 ")
            ? Integer.parseInt(first.substring(9, 12))
            : 0;
    return new Answer(status, first, parts.length > 1 ? parts[1] : "");
  }

  private static String newDatabase() throws SQLException {
    String name = "hostile_" + UUID.randomUUID().toString().substring(0, 8);
    DataSource shared = TestService.shared().server().part(DataSource.class);
    try (Connection connection = shared.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + " TEMPLATE template0");
      String url = connection.getMetaData().getURL().replaceFirst("/postgres\\b.*", "/" + name);
      return url + "?user=postgres";
    }
  }
}
