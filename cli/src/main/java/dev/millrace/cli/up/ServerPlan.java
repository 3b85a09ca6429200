package dev.millrace.cli.up;

import dev.millrace.api.identity.LoginLinks.LoginLink;
import dev.millrace.cli.log.LogFormat;
import dev.millrace.cli.up.DatabaseOptions.Database;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A server to start.
 *
 * @param database where the tables are; may wait, and throws what kept the database from coming up
 * @param dataFolder where the local token and the log are kept
 * @param console the least level of log lines that reach the console
 */
record ServerPlan(
    String host,
    int port,
    Supplier<Database> database,
    Path dataFolder,
    String console,
    Serving serving) {

  /**
   * How it serves.
   *
   * @param secretsKey the file with the secrets' keys; empty: secrets cannot be used
   * @param baseUrl the address that people use; empty: the server's own
   * @param trustedProxies whose forwarding headers are believed; empty if there is none
   * @param logFormat how lines of the log are written
   */
  record Serving(
      Optional<Path> secretsKey,
      Optional<URI> baseUrl,
      Optional<String> trustedProxies,
      LogFormat logFormat) {

    private void addTo(Map<String, String> properties) {
      secretsKey.ifPresent(file -> properties.put("millrace.secrets.key-file", file.toString()));
      baseUrl.ifPresent(url -> properties.put("millrace.base-url", url.toString()));
      trustedProxies.ifPresent(list -> properties.put("millrace.trusted-proxies", list));
      properties.put("millrace.log.format", logFormat.name());
    }
  }

  /** Where this machine's commands and workers reach it. */
  String localUrl(int actualPort) {
    String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    return "http://%s:%d%s"
        .formatted(reachable, actualPort, serving.baseUrl().map(URI::getPath).orElse(""));
  }

  /** Where people go: the link's own address, or below the local one. */
  String signIn(String localUrl, LoginLink link) {
    return link.url() == null ? localUrl + link.path() : link.url().toString();
  }

  Path log() {
    return dataFolder.resolve("log/millrace.log");
  }

  /** Where its tables are. Waits for a database that is still on its way up. */
  Map<String, String> databaseProperties() {
    Database tables = database.get();
    return Map.of(
        "spring.datasource.url", tables.url(),
        "spring.datasource.username", tables.user(),
        "spring.datasource.password", tables.password());
  }

  /** All else that the server reads. */
  Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("server.address", host);
    properties.put("server.port", Integer.toString(port));
    properties.put("millrace.data-dir", dataFolder.toString());
    serving.addTo(properties);
    properties.put("millrace.log.file", log().toString());
    properties.put("millrace.log.console", console);
    properties.put("logging.config", "classpath:logback-process.xml");
    properties.put("spring.main.banner-mode", "off");
    return properties;
  }
}
