package dev.millrace.api.operating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.TestClient;
import dev.millrace.api.TestService;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a watchdog asks, with the database there and gone. */
@Tag("slow")
class HealthTest {
  @TempDir Path data;

  @Test
  void withoutItsDatabaseAServerLivesAndIsNotReadyAndSaysSoAtOnce() throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
    try (var service = TestService.on(postgres.getJdbcUrl("postgres", "postgres"), data)) {
      TestClient anyone = service.anonymous();
      assertThat(anyone.get("/api/v1/health/ready").expect(200).json().get("status").asString())
          .isEqualTo("up");
      anyone.get("/api/v1/health/live").expect(200);

      postgres.close();
      long began = System.nanoTime();
      assertThat(anyone.get("/api/v1/health/ready").expect(503).json().get("database").asString())
          .isEqualTo("down");
      anyone.get("/api/v1/health").expect(503);
      anyone.get("/api/v1/health/live").expect(200);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }
  }
}
