package dev.millrace.cli.up;

import dev.millrace.api.MillraceServer;
import dev.millrace.api.identity.PoolTokens;
import dev.millrace.cli.postgres.LocalPostgres;
import dev.millrace.client.ApiConnection;
import dev.millrace.client.ProjectFiles;
import dev.millrace.client.ProjectPush;
import dev.millrace.executor.account.StepAccount;
import dev.millrace.executor.worker.Worker;
import dev.millrace.executor.worker.WorkerSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two servers on one durable PostgreSQL that they reach through a line which can be cut, held or
 * shut. The test itself looks into the database past the line.
 */
final class DatabaseHouse implements AutoCloseable {
  private static final String PROJECT = "p";

  private final Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<MillraceServer.Running> servers = new ArrayList<>();
  private final Gate line;
  private LocalPostgres postgres;

  DatabaseHouse(Path folder) throws IOException {
    this.folder = folder;
    this.postgres = LocalPostgres.start(folder.resolve("postgres"));
    this.line = new Gate(port(postgres));
    for (int i = 0; i < 2; i++) {
      servers.add(MillraceServer.start(properties(i)));
    }
  }

  private Map<String, String> properties(int server) throws IOException {
    Map<String, String> properties = new HashMap<>();
    properties.put("server.port", "0");
    properties.put("spring.datasource.url", url(line.port()));
    properties.put("spring.datasource.username", postgres.user());
    properties.put("spring.datasource.password", postgres.password());
    properties.put("millrace.data-dir", Files.createDirectories(data(server)).toString());
    properties.put("logging.level.dev.millrace", "warn");
    return properties;
  }

  private Path data(int server) {
    return folder.resolve("server-" + server);
  }

  /** Between the servers and their database. */
  Gate line() {
    return line;
  }

  String token(int server) {
    try {
      return Files.readString(data(server).resolve("token")).strip();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A worker of that server with three slots. */
  Worker worker(String name, int server) throws Exception {
    String secret =
        Objects.requireNonNull(
            servers.get(server).part(PoolTokens.class).issueForServer("default", name).secret());
    return Worker.start(
        new WorkerSettings(
            address(server),
            WorkerSettings.PoolToken.of(secret),
            "default",
            3,
            name,
            Map.of(),
            folder.resolve("worker-" + name),
            null,
            StepAccount.own(),
            "test"));
  }

  URI address(int server) {
    return URI.create("http://127.0.0.1:" + servers.get(server).port());
  }

  HttpRequest.Builder request(int server, String path, @Nullable String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(server).resolve(path)).timeout(Duration.ofSeconds(60));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  void push(String dag) throws IOException {
    Path project = folder.resolve("project");
    Files.createDirectories(project.resolve("dags"));
    Files.writeString(project.resolve("dags/load.yaml"), dag);
    try (var api = new ApiConnection(address(0), token(0))) {
      var push = new ProjectPush(api, PROJECT);
      push.push(ProjectFiles.list(project));
    }
  }

  /** Asks for a run whose steps write to the book. */
  Answer trigger(int server, String key, Path book) {
    var body = JsonMapper.shared().createObjectNode();
    body.putObject("parameters").put("book", book.toString());
    return Answer.to(
        http,
        request(server, "/api/v1/projects/%s/dags/load/runs".formatted(PROJECT), token(server))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  /** Ends every connection that is not this one, as an administrator or a failover does. */
  void killBackEnds() throws SQLException {
    texts(
        """
        SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
         WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
        """);
  }

  /** Stops it at once, and starts it a moment later. */
  void restart() throws Exception {
    postgres.close();
    TimeUnit.SECONDS.sleep(2);
    postgres = LocalPostgres.start(folder.resolve("postgres"));
    line.lead(port(postgres));
  }

  int count(String sql) {
    return Integer.parseInt(texts(sql).getFirst());
  }

  /** The first column of what a statement finds. */
  List<String> texts(String sql) {
    try (Connection connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private static int port(LocalPostgres postgres) {
    return URI.create(postgres.jdbcUrl().substring("jdbc:".length())).getPort();
  }

  private static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
  }

  @Override
  public void close() {
    servers.forEach(MillraceServer.Running::close);
    line.close();
    http.close();
    postgres.close();
  }
}
