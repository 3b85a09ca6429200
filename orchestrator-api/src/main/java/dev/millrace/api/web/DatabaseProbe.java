package dev.millrace.api.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether the database answers, told within three seconds also when it does not: the connection
 * pool alone waits much longer. However many ask, one question at a time is on its way.
 */
@Component
class DatabaseProbe {
  private static final int PATIENCE_SECONDS = 3;

  private final JdbcClient sql;
  private @Nullable CompletableFuture<Boolean> asked;

  DatabaseProbe(JdbcClient sql) {
    this.sql = sql;
  }

  boolean answers() {
    try {
      return asked().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized CompletableFuture<Boolean> asked() {
    if (asked == null || asked.isDone()) {
      var answer = new CompletableFuture<Boolean>();
      Thread.ofVirtual().name("database-probe").start(() -> ask(answer));
      asked = answer;
    }
    return asked;
  }

  private void ask(CompletableFuture<Boolean> answer) {
    try {
      sql.sql("SELECT 1").query(Integer.class).single();
      answer.complete(true);
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }
}
