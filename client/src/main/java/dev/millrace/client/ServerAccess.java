package dev.millrace.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which server, and as whom.
 *
 * @param server root of the server
 * @param token a bearer token of that server
 */
public record ServerAccess(URI server, String token) {
  /** File in the data folder of {@code millrace up}: the server's address. */
  public static final String URL_FILE = "server.url";

  /** File in the data folder of {@code millrace up}: its administrator's token. */
  public static final String TOKEN_FILE = "token";

  /** Without the token, which is a secret. */
  @Override
  public String toString() {
    return "ServerAccess[server=%s]".formatted(server);
  }

  /**
   * What was given, else what the environment says ({@code MILLRACE_URL}, {@code MILLRACE_TOKEN}),
   * else what {@code millrace up} left in the data folder; an address that nobody names is {@code
   * http://127.0.0.1:8080}. The folder's token goes only to the folder's own server.
   *
   * @param url an address; null: none is given
   * @param data a data folder; null: {@code MILLRACE_HOME}, else {@code ~/.millrace}
   * @throws IllegalStateException when there is no token, or the address is none; for people
   */
  public static ServerAccess find(
      @Nullable String url, @Nullable Path data, Map<String, String> environment) {
    Path folder = dataFolder(data, environment);
    Optional<String> given =
        Optional.ofNullable(url).or(() -> Optional.ofNullable(environment.get("MILLRACE_URL")));
    Optional<String> local = read(folder.resolve(URL_FILE));
    String address = given.or(() -> local).orElse("http://127.0.0.1:8080");
    Optional<String> token = Optional.ofNullable(environment.get("MILLRACE_TOKEN"));
    if (token.isEmpty() && (given.isEmpty() || given.equals(local))) {
      token = read(folder.resolve(TOKEN_FILE));
    }
    return new ServerAccess(
        parse(address),
        token.orElseThrow(
            () ->
                new IllegalStateException(
                    "no token for %s: set MILLRACE_TOKEN (`millrace token create` makes one), or name the data folder of a local `millrace up` with --data or MILLRACE_HOME"
                        .formatted(address))));
  }

  /** The folder given, else {@code MILLRACE_HOME}, else {@code ~/.millrace}; absolute. */
  public static Path dataFolder(@Nullable Path given, Map<String, String> environment) {
    if (given != null) {
      return given.toAbsolutePath().normalize();
    }
    String home = environment.get("MILLRACE_HOME");
    return home == null || home.isBlank()
        ? Path.of(System.getProperty("user.home"), ".millrace")
        : Path.of(home).toAbsolutePath().normalize();
  }

  /** The text of a small file without blanks around it; empty where there is none. */
  public static Optional<String> read(Path file) {
    try {
      String text = Files.readString(file).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    } catch (IOException e) {
      return Optional.empty(); // no `up` has run with this folder
    }
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
    throw new IllegalStateException(
        "'%s' is no server address; it looks like http://host:8080".formatted(address));
  }
}
