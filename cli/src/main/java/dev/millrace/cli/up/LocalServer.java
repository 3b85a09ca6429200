package dev.millrace.cli.up;

import dev.millrace.api.MillraceServer;
import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.cli.postgres.PostgresException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Starts the server in this process, with what the command line knows as its properties. */
final class LocalServer {
  private LocalServer() {}

  /**
   * @throws PostgresException when the database that was to come up meanwhile did not
   * @throws CliException when the database cannot be used or the port is taken
   */
  static MillraceServer.Running start(ServerPlan plan) {
    try {
      return MillraceServer.start(plan.properties(), plan::databaseProperties);
    } catch (PostgresException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CliException(
          ExitCode.NOT_SUCCEEDED,
          "the server did not start: %s%n  database: %s%n  log: %s"
              .formatted(innermost(e).getMessage(), plan.database().get(), plan.log()));
    }
  }

  /**
   * Told before anything is started, so that a taken port costs a second and not a database.
   *
   * @throws CliException when nobody can listen there
   */
  static void requireFreePort(String host, int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (UnknownHostException e) {
      throw new CliException(
          ExitCode.BAD_USAGE, "'%s' is no address of this machine; see --host".formatted(host));
    } catch (IOException e) {
      throw new CliException(
          ExitCode.NOT_SUCCEEDED,
          "port %d on %s cannot be used (%s); stop what listens there, or choose another with --port"
              .formatted(port, host, e.getMessage()));
    }
  }

  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
