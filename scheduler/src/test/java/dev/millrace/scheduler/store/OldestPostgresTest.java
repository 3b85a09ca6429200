package dev.millrace.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Migrates a PostgreSQL 14, the oldest one that we promise to run on, and runs the tests of the
 * store and of the dispatch there: all that they do on the newest one works on it, too.
 */
@Tag("slow")
@Tag("long")
class OldestPostgresTest {
  private static final Path BINARIES = Path.of("target/oldest-postgres/postgres.jar");
  private static final String ARCHIVE = "postgres-linux-x86_64.txz";

  @Test
  void everythingThatTheStoreAndTheDispatchDoWorksOnPostgres14() throws IOException, SQLException {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setPgBinaryResolver((system, hardware) -> archive())
            .setServerConfig("fsync", "off")
            .setServerConfig("max_connections", "300")
            .start()) {
      String url = postgres.getJdbcUrl("postgres", "postgres");
      assertThat(majorVersion(url)).isEqualTo(14);
      StoreContract.holdsOn(url);
    }
  }

  private static int majorVersion(String url) throws SQLException {
    try (var connection = DriverManager.getConnection(url)) {
      return connection.getMetaData().getDatabaseMajorVersion();
    }
  }

  private static InputStream archive() throws IOException {
    try (var jar = new ZipFile(BINARIES.toFile())) {
      ZipEntry entry = jar.getEntry(ARCHIVE);
      if (entry == null) {
        throw new IOException("%s has no %s".formatted(BINARIES, ARCHIVE));
      }
      try (InputStream content = jar.getInputStream(entry)) {
        return new ByteArrayInputStream(content.readAllBytes());
      }
    }
  }
}
