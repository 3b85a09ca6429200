package dev.millrace.cli.command;

import dev.millrace.cli.CliException;
import dev.millrace.cli.ExitCode;
import dev.millrace.cli.up.DataFolder;
import dev.millrace.client.ApiConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
    DataFolder folder = DataFolder.at(data, environment);
    Optional<String> given =
        Optional.ofNullable(url).or(() -> Optional.ofNullable(environment.get("MILLRACE_URL")));
    Optional<String> local = folder.serverUrl();
    String address = given.or(() -> local).orElse("http://127.0.0.1:8080");
    Optional<String> token = Optional.ofNullable(environment.get("MILLRACE_TOKEN"));
    if (token.isEmpty() && (given.isEmpty() || given.equals(local))) {
      token = folder.token();
    }
    return new ApiConnection(
        parse(address),
        token.orElseThrow(
            () ->
                new CliException(
                    ExitCode.BAD_USAGE,
                    "no token for %s: set MILLRACE_TOKEN (`millrace token create` makes one), or name the data folder of a local `millrace up` with --data"
                        .formatted(address))));
  }

  private static URI parse(String address) {
    try {
      URI uri = URI.create(address);
      if (uri.getScheme() != null && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Told below, as for an address without scheme or host.
    }
    throw new CliException(
        ExitCode.BAD_USAGE,
        "'%s' is no server address; it looks like http://host:8080".formatted(address));
  }
}
