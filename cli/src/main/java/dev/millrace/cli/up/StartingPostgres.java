package dev.millrace.cli.up;

import dev.millrace.cli.postgres.LocalPostgres;
import dev.millrace.cli.postgres.PostgresException;
import dev.millrace.cli.up.DatabaseOptions.Database;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The PostgreSQL of {@code up}, which comes up while the server reads its configuration. */
final class StartingPostgres implements AutoCloseable {
  private final CompletableFuture<LocalPostgres> start;

  private StartingPostgres(CompletableFuture<LocalPostgres> start) {
    this.start = start;
  }

  /** Returns at once; the cluster is made where there is none. */
  static StartingPostgres in(Path folder) {
    return new StartingPostgres(
        CompletableFuture.supplyAsync(
            () -> LocalPostgres.start(folder),
            task -> Thread.ofPlatform().name("postgresql").start(task)));
  }

  /**
   * Waits until it accepts connections.
   *
   * @throws PostgresException when it does not come up
   */
  Database await() {
    try {
      LocalPostgres postgres = start.join();
      return new Database(postgres.jdbcUrl(), postgres.user(), postgres.password());
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Lets a start come to its end, so that no half of it is left behind, and stops the server. */
  @Override
  public void close() {
    LocalPostgres postgres;
    try {
      postgres = start.join();
    } catch (CompletionException e) {
      return; // it did not start, and `await` said so
    }
    postgres.close();
  }
}
