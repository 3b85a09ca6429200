package dev.millrace.api;

import com.fasterxml.uuid.Generators;
import dev.millrace.scheduler.secret.SecretKeys;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The service on a real PostgreSQL, started once for the whole test run. */
public final class TestService implements AutoCloseable {
  private static @Nullable TestService shared;
  private static boolean broken;

  private final String jdbcUrl;
  private final Path dataDir;
  private final MillraceServer.Running server;

  private TestService(String jdbcUrl, Path dataDir) {
    this.jdbcUrl = jdbcUrl;
    this.dataDir = dataDir;
    this.server = startServer();
  }

  private static TestService started() {
    try {
      EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
      TestService service =
          on(
              postgres.getJdbcUrl("postgres", "postgres"),
              Files.createTempDirectory("millrace-api-test"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service, postgres)));
      return service;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A service of a test's own on a database of its own.
   *
   * @param dataDir keeps its token and key; the same one for the same database
   */
  public static TestService on(String jdbcUrl, Path dataDir) throws IOException {
    Path key = dataDir.resolve("secrets.key");
    if (!Files.exists(key)) {
      Files.writeString(key, SecretKeys.generate());
    }
    return new TestService(jdbcUrl, dataDir);
  }

  /** The one service of this test run. */
  public static synchronized TestService shared() {
    if (broken) {
      throw new IllegalStateException("the service did not start; the first test says why");
    }
    if (shared == null) {
      broken = true;
      shared = started();
      broken = false;
    }
    return shared;
  }

  /** Another server on the same database; the caller closes it. */
  public MillraceServer.Running startServer() {
    return startServer(Map.of());
  }

  /** Another server on the same database, with settings of its own; the caller closes it. */
  public MillraceServer.Running startServer(Map<String, String> settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put("spring.datasource.url", jdbcUrl);
    properties.put("server.port", "0");
    properties.put("millrace.data-dir", dataDir.toString());
    properties.put("millrace.secrets.key-file", dataDir.resolve("secrets.key").toString());
    properties.put("logging.level.dev.millrace", "warn");
    properties.put("logging.level.org.springdoc", "error");
    properties.put("springdoc.api-docs.version", "openapi_3_1");
    properties.put("springdoc.paths-to-match", "/api/v1/**");
    properties.put("springdoc.default-produces-media-type", "application/json");
    properties.putAll(settings);
    return MillraceServer.start(properties);
  }

  private static void stop(TestService service, EmbeddedPostgres postgres) {
    service.close();
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }

  /** The folder where the server keeps its token. */
  public Path dataDir() {
    return dataDir;
  }

  /** The server itself. */
  public MillraceServer.Running server() {
    return server;
  }

  /** The database, for what has no address in the API. */
  public JdbcClient sql() {
    return JdbcClient.create(server.part(DataSource.class));
  }

  /** Someone without a credential. */
  public TestClient anonymous() {
    return new TestClient(server.port());
  }

  /** The administrator, by the token in the data folder. */
  public TestClient admin() {
    try {
      return anonymous().bearer(Files.readString(dataDir.resolve("token")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The administrator on another server. */
  public TestClient clientOf(MillraceServer.Running other) {
    try {
      return new TestClient(other.port())
          .bearer(Files.readString(dataDir.resolve("token")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The administrator's browser, signed in by a link. */
  public TestClient browser() {
    return browser(server.loginLink().path());
  }

  /** A browser that used this login link. */
  public TestClient browser(String linkPath) {
    TestClient browser = anonymous().browser();
    String token = linkPath.substring(linkPath.indexOf("#t=") + 3);
    browser.post("/api/v1/login", Map.of("token", token)).expect(204);
    // The first answer to a signed-in browser brings the cookie that proves where writes come from.
    browser.get("/api/v1/me").expect(200);
    return browser;
  }

  /** A new user with these roles, by a token that narrows nothing; project null: everywhere. */
  public TestClient userWith(String role, @Nullable String project) {
    String name = "u" + UUID.randomUUID().toString().substring(0, 8);
    JsonNode user =
        admin().post("/api/v1/users", Map.of("name", name, "kind", "service")).expect(201).json();
    Map<String, Object> binding = new HashMap<>();
    binding.put("principal", user.get("id").asString());
    binding.put("role", role);
    if (project != null) {
      binding.put("project", project);
    }
    admin().post("/api/v1/role-bindings", binding).expect(201);
    JsonNode token =
        admin()
            .post("/api/v1/tokens", Map.of("name", "test", "role", "admin", "service", name))
            .expect(201)
            .json();
    return anonymous().bearer(token.get("secret").asString());
  }

  /**
   * A new token that lets workers into this pool, as it is shown once: with its id and its secret.
   */
  public JsonNode poolToken(String pool) {
    return admin()
        .post("/api/v1/pools/" + pool + "/tokens", Map.of("name", "test"))
        .expect(201)
        .json();
  }

  /** A new project, straight in the database: making one is another test's matter. */
  public String project() {
    String name = "p" + UUID.randomUUID().toString().substring(0, 8);
    sql()
        .sql("INSERT INTO project (id, name) VALUES (?, ?)")
        .params(List.of(Generators.timeBasedEpochGenerator().generate(), name))
        .update();
    return name;
  }
}
