package dev.millrace.cli.up;

import dev.millrace.api.MillraceServer;
import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.cli.up.DatabaseOptions.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Starts the server in this process, with what the command line knows as its properties. */
final class LocalServer {
  private LocalServer() {}

  /**
   * @param dataFolder where the local token and the log are kept
   * @param console the least level of log lines that reach the console
   * @throws CliException when the database cannot be used or the port is taken
   */
  static MillraceServer.Running start(
      String host, int port, Database database, Path dataFolder, String console) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("server.address", host);
    properties.put("server.port", Integer.toString(port));
    properties.put("spring.datasource.url", database.url());
    properties.put("spring.datasource.username", database.user());
    properties.put("spring.datasource.password", database.password());
    properties.put("millrace.data-dir", dataFolder.toString());
    properties.put("millrace.log.file", dataFolder.resolve("log/millrace.log").toString());
    properties.put("millrace.log.console", console);
    properties.put("logging.config", "classpath:logback-process.xml");
    properties.put("spring.main.banner-mode", "off");
    try {
      return MillraceServer.start(properties);
    } catch (RuntimeException e) {
      throw new CliException(
          ExitCode.NOT_SUCCEEDED,
          "the server did not start: %s%n  database: %s%n  log: %s"
              .formatted(
                  innermost(e).getMessage(), database, dataFolder.resolve("log/millrace.log")));
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
