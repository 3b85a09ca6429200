package dev.millrace.cli.up;

import dev.millrace.api.MillraceServer;
import dev.millrace.api.identity.PoolTokens;
import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.cli.up.DatabaseOptions.Database;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "server",
    mixinStandardHelpOptions = true,
    description = "A server alone, on a PostgreSQL of your own. Several may share one database.")
public final class ServerCommand implements Callable<Integer> {
  /** A second less than what systemd and container platforms are set to. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(19);

  @Option(
      names = "--data",
      description = "Folder for the local token and the log (MILLRACE_HOME, ~/.millrace).")
  @Nullable Path data;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default 127.0.0.1).")
  String host = "127.0.0.1";

  @Option(names = "--port", defaultValue = "8080", description = "Port (default 8080).")
  int port;

  @Option(
      names = "--pool-token-file",
      paramLabel = "F",
      description =
          "Keep a token of the pool 'default' in this file, for workers that can read it: made when it is missing or no longer valid.")
  @Nullable Path poolTokenFile;

  @Mixin DatabaseOptions database = new DatabaseOptions();

  @Mixin ServingOptions serving = new ServingOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> environment = System.getenv();
    serving.requireValid(environment);
    Database tables =
        database
            .database(environment)
            .orElseThrow(
                () ->
                    new CliException(
                        ExitCode.BAD_USAGE,
                        "a server needs a database: --database-url jdbc:postgresql://host:5432/name (or MILLRACE_DATABASE_URL); `millrace up` brings its own"));
    DataFolder folder = DataFolder.at(data, environment);
    PrintWriter out = spec.commandLine().getOut();
    try (var shutdown = new Shutdown()) {
      shutdown.add("the data folder's lock", folder.lock());
      shutdown.onExit(STOP_LIMIT);
      LocalServer.requireFreePort(host, port);
      tables.requireUsable();
      var plan =
          new ServerPlan(
              host,
              port,
              () -> tables,
              folder.root(),
              "INFO",
              serving.chosen(serving.secretsKeyFile(folder, environment), environment));
      MillraceServer.Running server = shutdown.add("the server", LocalServer.start(plan));
      if (poolTokenFile != null) {
        new PoolTokenFile(poolTokenFile).keep(server.part(PoolTokens.class));
      }
      String url = plan.localUrl(server.port());
      folder.rememberServer(url);
      out.println("Millrace listens on " + url);
      out.println("Sign in (once, within 10 minutes): " + plan.signIn(url, server.loginLink()));
      out.flush();
      shutdown.await();
      return ExitCode.SUCCEEDED;
    }
  }
}
