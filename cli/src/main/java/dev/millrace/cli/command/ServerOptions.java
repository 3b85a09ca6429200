package dev.millrace.cli.command;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.client.ApiConnection;
import dev.millrace.client.ServerAccess;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which server, as whom, and how to print.
 *
 * <p>Address: {@code --url}, else {@code MILLRACE_URL}, else what {@code up} left in the data
 * folder, else {@code http://127.0.0.1:8080}. Token: {@code MILLRACE_TOKEN}, else the data folder's
 * token file. Never a flag: arguments can be read by every user of the machine. The folder's token
 * goes only to the folder's own server.
 */
public final class ServerOptions {
  @Option(names = "--url", description = "The server's address (MILLRACE_URL).")
  @Nullable String url;

  @Option(
      names = "--data",
      description = "Data folder of `millrace up` on this machine (MILLRACE_HOME, ~/.millrace).")
  @Nullable Path data;

  @Option(names = "--json", description = "Print what the REST API answered.")
  boolean json;

  private final Map<String, String> environment = System.getenv();

  ApiConnection connect() {
    try {
      ServerAccess access = ServerAccess.find(url, data, environment);
      return new ApiConnection(access.server(), access.token());
    } catch (IllegalStateException e) {
      throw new CliException(ExitCode.BAD_USAGE, String.valueOf(e.getMessage()));
    }
  }
}
