package dev.millrace.cli.up;

import dev.millrace.api.MillraceServer;
import dev.millrace.api.identity.PoolTokens;
import dev.millrace.cli.postgres.LocalPostgres;
import dev.millrace.client.ApiConnection;
import dev.millrace.client.ProjectFiles;
import dev.millrace.client.ProjectPush;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server in this process on a durable database of its own, and a gate for its workers: the test
 * itself speaks to the server past the gate.
 */
final class GatedServer implements AutoCloseable {
  /** Far longer than anything takes. */
  static final Duration LONG = Duration.ofMinutes(2);

  private static final String PROJECT = "p";

  private final Path folder;
  private final LocalPostgres postgres;
  private final MillraceServer.Running server;
  private final ApiConnection api;
  private final Gate gate;

  GatedServer(Path folder) throws IOException {
    this.folder = folder;
    this.postgres = LocalPostgres.start(folder.resolve("postgres"));
    this.server = MillraceServer.start(properties("server"));
    String token = Files.readString(folder.resolve("server/token")).strip();
    this.api = new ApiConnection(URI.create("http://127.0.0.1:" + server.port()), token);
    this.gate = new Gate(server.port());
  }

  /** What another server on the same database is started with; its files are kept by this name. */
  Map<String, String> properties(String name) throws IOException {
    Map<String, String> properties = new HashMap<>();
    properties.put("server.port", "0");
    properties.put("spring.datasource.url", postgres.jdbcUrl());
    properties.put("spring.datasource.username", postgres.user());
    properties.put("spring.datasource.password", postgres.password());
    properties.put("millrace.data-dir", Files.createDirectories(folder.resolve(name)).toString());
    properties.put("logging.level.dev.millrace", "warn");
    return properties;
  }

  <P> P part(Class<P> type) {
    return server.part(type);
  }

  /** The server's own port, past the gate. */
  int port() {
    return server.port();
  }

  ApiConnection api() {
    return api;
  }

  Gate gate() {
    return gate;
  }

  /** Where workers find it. */
  URI gateUri() {
    return URI.create("http://127.0.0.1:" + gate.port());
  }

  /** A new token of the pool {@code default}. */
  String poolToken() {
    return Objects.requireNonNull(
        part(PoolTokens.class).issueForServer("default", "test").secret());
  }

  JdbcClient sql() {
    return JdbcClient.create(part(DataSource.class));
  }

  /** Deploys what lies in the folder. */
  void push(Path project) throws IOException {
    var push = new ProjectPush(api, PROJECT);
    push.push(ProjectFiles.list(project));
  }

  /** Starts a run whose one parameter is a file that its steps write to. @return its id */
  String trigger(String dag, Path book) {
    var request = JsonMapper.shared().createObjectNode();
    request.putObject("parameters").put("book", book.toString());
    String path = "/projects/%s/dags/%s/runs".formatted(PROJECT, dag);
    return api.post(path, request, null).path("id").asString();
  }

  /** Waits for the run's end. @return the run */
  JsonNode ended(String run) throws InterruptedException {
    UpProcess.await(LONG, () -> run(run).hasNonNull("endedAt"));
    return run(run);
  }

  JsonNode run(String run) {
    return api.get("/runs/" + run);
  }

  JsonNode step(String run, String step) {
    return api.get("/runs/%s/steps/%s".formatted(run, step));
  }

  static String state(JsonNode node) {
    return node.path("state").asString("");
  }

  @Override
  public void close() {
    gate.close();
    api.close();
    server.close();
    postgres.close();
  }
}
