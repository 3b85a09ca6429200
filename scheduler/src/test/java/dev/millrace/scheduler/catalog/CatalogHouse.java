package dev.millrace.scheduler.catalog;

import dev.millrace.scheduler.SchedulerConfiguration;
import dev.millrace.scheduler.catalog.files.FileMode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The catalog on a real PostgreSQL, started once for the whole test run, and short words for what
 * tests say often.
 */
final class CatalogHouse {

  private static @Nullable CatalogHouse shared;

  private final ConfigurableApplicationContext context;

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(SchedulerConfiguration.class)
  static class Wiring {}

  private CatalogHouse() {
    EmbeddedPostgres postgres = postgres();
    context =
        new SpringApplicationBuilder(Wiring.class)
            .web(WebApplicationType.NONE)
            .run(
                "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--spring.datasource.hikari.maximum-pool-size=12",
                "--millrace.dispatch.sweep=false",
                "--millrace.dispatch.relay=false",
                "--millrace.scheduler.enabled=false",
                "--logging.level.root=WARN");
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  context.close();
                  close(postgres);
                }));
  }

  static synchronized CatalogHouse shared() {
    if (shared == null) {
      shared = new CatalogHouse();
    }
    return shared;
  }

  private static EmbeddedPostgres postgres() {
    try {
      return EmbeddedPostgres.builder().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(EmbeddedPostgres postgres) {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  JdbcClient sql() {
    return part(JdbcClient.class);
  }

  /** A new project with a name of its own. */
  UUID project() {
    return part(Projects.class)
        .create("p" + UUID.randomUUID().toString().substring(0, 8), null, "ann")
        .id();
  }

  /** Brings files (path, content, path, content, …) to the project as one snapshot. */
  Digest push(UUID project, String... pathsAndContents) {
    Manifest manifest = manifest(pathsAndContents);
    for (int i = 1; i < pathsAndContents.length; i += 2) {
      putBlob(project, pathsAndContents[i]);
    }
    part(Snapshots.class).submit(project, manifest, "ann");
    return manifest.digest();
  }

  void putBlob(UUID project, String content) {
    try {
      byte[] bytes = bytes(content);
      part(Snapshots.class).putBlob(project, Digest.of(bytes), new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Deployment deploy(UUID project, Digest snapshot) {
    return part(Deployments.class)
        .deploy(
            new DeploymentRequest(
                project, snapshot, null, false, DeploymentRequest.Options.NONE, "ann"));
  }

  Deployment pushAndDeploy(UUID project, String... pathsAndContents) {
    return deploy(project, push(project, pathsAndContents));
  }

  static Manifest manifest(String... pathsAndContents) {
    Map<String, String> contents = new LinkedHashMap<>();
    for (int i = 0; i < pathsAndContents.length; i += 2) {
      contents.put(pathsAndContents[i], pathsAndContents[i + 1]);
    }
    List<SnapshotFile> files = new ArrayList<>();
    contents.forEach(
        (path, content) -> {
          byte[] bytes = bytes(content);
          files.add(new SnapshotFile(path, FileMode.REGULAR, Digest.of(bytes), bytes.length));
        });
    return Manifest.of(files);
  }

  static byte[] bytes(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  /** A Dag of one shell step. */
  static String dag(String name, String command) {
    return """
        dag: %s
        steps:
          only:
            shell: %s
        """
        .formatted(name, command);
  }
}
