package dev.millrace.cli.up;

import dev.millrace.cli.up.DatabaseOptions.Database;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A server to start.
 *
 * @param dataFolder where the local token and the log are kept
 * @param console the least level of log lines that reach the console
 * @param secretsKey the file with the secrets' keys; empty: secrets cannot be used
 */
record ServerPlan(
    String host,
    int port,
    Database database,
    Path dataFolder,
    String console,
    Optional<Path> secretsKey) {

  Path log() {
    return dataFolder.resolve("log/millrace.log");
  }

  /** What the server reads. */
  Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("server.address", host);
    properties.put("server.port", Integer.toString(port));
    properties.put("spring.datasource.url", database.url());
    properties.put("spring.datasource.username", database.user());
    properties.put("spring.datasource.password", database.password());
    properties.put("millrace.data-dir", dataFolder.toString());
    secretsKey.ifPresent(file -> properties.put("millrace.secrets.key-file", file.toString()));
    properties.put("millrace.log.file", log().toString());
    properties.put("millrace.log.console", console);
    properties.put("logging.config", "classpath:logback-process.xml");
    properties.put("spring.main.banner-mode", "off");
    return properties;
  }
}
