package dev.millrace.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The store on the image that docker-compose.yml names, wherever a Docker engine answers. */
@Tag("slow")
@Tag("long")
class ContainerPostgresTest {
  private static final Logger log = LoggerFactory.getLogger(ContainerPostgresTest.class);
  private static final String IMAGE = "postgres:18";

  @Test
  void everythingThatTheStoreAndTheDispatchDoWorksInAContainer() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      log.warn("no Docker engine answers: the contract runs on the embedded PostgreSQL instead");
      StoreContract.holdsOn(null);
      return;
    }
    try (var postgres =
        new PostgreSQLContainer(IMAGE)
            .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300")) {
      postgres.start();
      String url =
          "%s&user=%s&password=%s"
              .formatted(postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
      assertThat(postgres.getDockerImageName()).isEqualTo(IMAGE);
      StoreContract.holdsOn(url);
    }
  }
}
