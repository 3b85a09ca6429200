package dev.millrace.scheduler.dispatch;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A PostgreSQL that a test may stop and start: durable, on one port. */
public final class OwnPostgres implements AutoCloseable {
  private final Path data;
  private EmbeddedPostgres server;

  /** Starts it on data in this folder, which is made when it is not there. */
  public OwnPostgres(Path data) throws IOException {
    this.data = data;
    this.server = start(0);
  }

  /** Its database {@code postgres}, credentials included. */
  public String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /**
   * Stops it as {@code pg_ctl stop -m immediate} does, without a checkpoint, and starts it again.
   */
  void crash() throws IOException, InterruptedException {
    int port = server.getPort();
    ProcessHandle postmaster = postmaster();
    new ProcessBuilder("kill", "-QUIT", Long.toString(postmaster.pid())).start().waitFor();
    Parallel.await("PostgreSQL to be gone", () -> !postmaster.isAlive());
    server.close();
    server = start(port);
  }

  private ProcessHandle postmaster() throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
    return ProcessHandle.of(pid).orElseThrow();
  }

  private EmbeddedPostgres start(int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setServerConfig("synchronous_commit", "on") // the library turns it off
            .setServerConfig("shared_buffers", "64MB")
            .setServerConfig("max_connections", "100");
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
