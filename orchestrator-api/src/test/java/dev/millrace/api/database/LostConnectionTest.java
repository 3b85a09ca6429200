package dev.millrace.api.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.millrace.api.LogLines;
import dev.millrace.api.TestService;
import dev.millrace.scheduler.store.DatabaseAway;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A transaction whose connection is lost ends with its own failure, and without a stack trace. */
@Tag("slow")
class LostConnectionTest {
  private static final TestService service = TestService.shared();

  private final JdbcClient jdbc = service.sql();
  private final TransactionTemplate transactions =
      new TransactionTemplate(service.server().part(PlatformTransactionManager.class));

  @Test
  void theFailureOfTheApplicationReachesItsCaller() {
    try (var log = LogLines.capture()) {
      assertThatThrownBy(
              () ->
                  transactions.executeWithoutResult(
                      status -> {
                        loseConnection();
                        throw new IllegalArgumentException("the name is taken");
                      }))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the name is taken");
      assertThat(log.lines()).filteredOn(LostConnectionTest::isTrace).isEmpty();
    }
  }

  @Test
  void theFailureOfAStatementIsThatOfAMissingDatabase() {
    try (var log = LogLines.capture()) {
      Throwable failure =
          catchThrowable(
              () ->
                  transactions.executeWithoutResult(
                      status -> {
                        loseConnection();
                        jdbc.sql("SELECT 1").query(Integer.class).single();
                      }));
      assertThat(failure).matches(DatabaseAway::isCauseOf);
      assertThat(log.lines()).filteredOn(LostConnectionTest::isTrace).isEmpty();
    }
    assertThat(jdbc.sql("SELECT 1").query(Integer.class).single()).isEqualTo(1);
  }

  private void loseConnection() {
    int own = jdbc.sql("SELECT pg_backend_pid()").query(Integer.class).single();
    // Another thread has another connection.
    CompletableFuture.runAsync(
            () ->
                jdbc.sql("SELECT pg_terminate_backend(:own, 10000)")
                    .param("own", own)
                    .query(Boolean.class)
                    .single())
        .join();
  }

  private static boolean isTrace(ILoggingEvent line) {
    return line.getThrowableProxy() != null;
  }
}
