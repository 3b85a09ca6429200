package dev.millrace.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.postgres.LocalPostgres;
import dev.millrace.client.ApiConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A secret from the command line to a real kernel, and everywhere that it must not be. */
@Tag("slow")
class SecretsEndToEndTest {
  private static final String VALUE = "Zx9-quorum-velvet-41";

  @TempDir static Path temp;
  private static Path data;
  private static UpProcess up;
  private static String run;

  @BeforeAll
  static void aNotebookPrintsItsSecretInEveryWay() throws Exception {
    data = temp.resolve("data");
    up = UpProcess.start(data, UpProcess.freePort(), "--slots", "1");
    assertThat(millrace("", "push", project().toString(), "-P", "p"))
        .startsWith("0 ")
        .contains("no secret 'warehouse'");
    assertThat(millrace(VALUE + "\n", "secret", "set", "p/warehouse", "--json"))
        .startsWith("0 ")
        .contains("\"version\" : 1")
        .doesNotContain(VALUE);
    try (ApiConnection api = up.api()) {
      run =
          api.post("/projects/p/dags/d/runs", JsonMapper.shared().createObjectNode(), null)
              .path("id")
              .asString();
    }
    up.awaitJson("/runs/" + run, Duration.ofMinutes(3), r -> r.hasNonNull("endedAt"));
  }

  @AfterAll
  static void stop() throws IOException {
    up.close();
  }

  @Test
  void theNotebookAndTheShellGotItAndWhatTheyPrintedIsMasked() {
    assertThat(get("/runs/" + run).path("state").asString()).isEqualTo("failed");
    JsonNode notebook = get("/attempts/" + attempt("n") + "/notebook?format=live");
    assertThat(notebook.toString()).contains("length 20", "it is ***", "cannot sign in with ***");
    JsonNode step = get("/runs/%s/steps/s".formatted(run));
    assertThat(step.path("state").asString()).isEqualTo("succeeded");
    assertThat(step.path("outputs").path("url").asString()).isEqualTo("https://u:***@host");
    assertThat(get("/attempts/" + attempt("n")).path("secrets").toString())
        .isEqualTo("[{\"name\":\"warehouse\",\"version\":1}]");
    assertThat(get("/runs/" + run).path("stateText").asString()).contains("***");
  }

  @Test
  void anAttemptTellsWhichVersionItWasGiven() throws Exception {
    assertThat(millrace("", "steps", run, "s"))
        .startsWith("0 ")
        .containsPattern("secret +warehouse version 1");
  }

  @Test
  void noAnswerOfTheApiHasIt() {
    try (ApiConnection api = up.api()) {
      for (String step : List.of("n", "s")) {
        String base = "/attempts/" + attempt(step);
        for (String path : List.of("", "/events?limit=200", "/log", "/notebook?format=live")) {
          if (!(step.equals("s") && path.startsWith("/notebook"))) {
            assertNowhere(api.getText(base + path), base + path);
          }
        }
      }
      assertNowhere(
          api.getText("/attempts/" + attempt("n") + "/notebook?format=ipynb"), "the document");
      for (String path :
          List.of("/runs/" + run, "/runs/" + run + "/events", "/runs/" + run + "/steps")) {
        assertNowhere(api.getText(path), path);
      }
      for (String path : List.of("/projects/p/secrets", "/audit", "/projects/p/dags/d")) {
        assertNowhere(api.getText(path), path);
      }
    }
  }

  @Test
  void noTableOfTheDatabaseHasIt() throws SQLException {
    var postgres = LocalPostgres.start(data.resolve("postgres")); // adopts the one that runs
    try (Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        ResultSet tables =
            connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
      int looked = 0;
      while (tables.next()) {
        String table = tables.getString("TABLE_NAME");
        try (var statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("SELECT t::text FROM \"" + table + "\" t")) {
          while (rows.next()) {
            assertNowhere(rows.getString(1), table);
            looked++;
          }
        }
      }
      assertThat(looked).isGreaterThan(50);
    }
  }

  @Test
  void noFileOfTheDataFolderHasItAndTheKeyIsForItsOwnerOnly() throws Exception {
    // The worker removes an attempt's folder after the attempt has ended.
    UpProcess.await(Duration.ofMinutes(1), () -> isEmpty(data.resolve("worker/attempts")));
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(f -> Files.isRegularFile(f)).toList()) {
        if (Files.isReadable(file)) {
          assertNowhere(
              new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1), file.toString());
        }
      }
    }
    assertNowhere(up.output(), "the console");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("secrets.key"))))
        .isEqualTo("rw-------");
  }

  private static boolean isEmpty(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void namesAreListedAndADeletedSecretFailsTheNextRunInWords() throws Exception {
    assertThat(millrace("gone-soon", "secret", "set", "p/other")).startsWith("0 p/other is at");
    assertThat(millrace("", "secret", "list", "p"))
        .startsWith("0 ")
        .contains("other", "warehouse", "admin")
        .doesNotContain("gone-soon");
    assertThat(millrace("", "secret", "delete", "p/other")).startsWith("0 p/other is deleted");
    assertThat(millrace("", "secret", "delete", "p/other")).startsWith("2 ").contains("not exist");
    assertThat(millrace("x", "secret", "set", "p/other")).startsWith("2 ").contains("at least 4");
    assertOneLine(millrace("", "secret", "set", "other"), "'other'", "PROJECT/NAME");
    assertOneLine(millrace("", "secret", "set", "p/other"), "no value", "Pipe the value");
    assertThat(millrace("long enough", "secret", "set", "nowhere/other"))
        .isEqualToNormalizingNewlines(
            """
            2 millrace: project 'nowhere' does not exist
              `millrace push DIR --project NAME` makes a project; /api/v1/projects lists yours
            """);
    assertThat(millrace("", "trigger", "p/needs", "--wait"))
        .startsWith("1 ")
        .contains("SECRET_UNKNOWN", "'other'", "millrace secret set");
  }

  private static Path project() throws IOException {
    Path project = Files.createDirectories(temp.resolve("project"));
    var notebook = JsonMapper.shared().createObjectNode();
    var cells = notebook.putArray("cells");
    List<String> sources =
        List.of(
            """
            import os, sys, time, base64
            p = os.environ["DB_PASSWORD"]
            print("length", len(p)); print("it is", p)
            for c in (p[:7], p[7:]):
                print(c, end="", flush=True); time.sleep(0.3)
            print(base64.b64encode(p.encode()).decode(), file=sys.stderr)
            os.system("echo $DB_PASSWORD")
            p
            """,
            "raise RuntimeError('cannot sign in with ' + p)");
    for (String source : sources) {
      var cell = cells.addObject();
      cell.put("cell_type", "code").put("id", "c" + cells.size()).put("source", source);
      cell.putNull("execution_count").putObject("metadata");
      cell.putArray("outputs");
    }
    notebook.putObject("metadata");
    notebook.put("nbformat", 4).put("nbformat_minor", 5);
    Files.writeString(project.resolve("n.ipynb"), notebook.toString());
    Files.createDirectories(project.resolve("dags"));
    Files.writeString(
        project.resolve("dags/d.yaml"),
        """
        dag: d
        steps:
          n: { notebook: n.ipynb, kernel: python3, secrets: { DB_PASSWORD: warehouse } }
          s:
            shell: |
              echo "$DB_PASSWORD" >&2; printf %s "$DB_PASSWORD" | xxd -p || true
              echo "url=\\"https://u:$DB_PASSWORD@host\\"" >> "$MILLRACE_OUTPUTS"
            secrets: { DB_PASSWORD: warehouse }
        """);
    Files.writeString(
        project.resolve("dags/needs.yaml"),
        "dag: needs\nsteps:\n  s: { shell: echo no, secrets: { KEY: other } }\n");
    return project;
  }

  private static void assertOneLine(String answer, String... words) {
    assertThat(answer).startsWith("2 millrace: ").contains(words);
    assertThat(answer.lines()).as(answer).hasSize(1);
  }

  private static void assertNowhere(String text, String where) {
    byte[] bytes = VALUE.getBytes(StandardCharsets.UTF_8);
    for (String form :
        List.of(
            VALUE,
            "quorum-velvet",
            Base64.getEncoder().encodeToString(bytes).substring(0, 24),
            HexFormat.of().formatHex(bytes))) {
      assertThat(text.contains(form)).as("%s in %s", form, where).isFalse();
    }
  }

  private static String attempt(String step) {
    return get("/runs/%s/steps/%s".formatted(run, step))
        .path("attempts")
        .path(0)
        .path("id")
        .asString();
  }

  private static JsonNode get(String path) {
    try (ApiConnection api = up.api()) {
      return api.get(path);
    }
  }

  /** A command in a process of its own. @return its exit code, a blank, and what it printed */
  private static String millrace(String input, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Djdk.console=java.base", "-XX:TieredStopAtLevel=1", "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), "dev.millrace.cli.Millrace"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--data", data.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return process.exitValue() + " " + output;
  }
}
