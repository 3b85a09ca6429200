package dev.millrace.scheduler.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recorded tables: one JSON object a line. Read from the test resources, or from the folder that
 * the system property {@code conformance.dir} names (an absolute path; it holds {@code airflow/}).
 */
final class ConformanceTable {
  private static final JsonMapper JSON = new JsonMapper();

  private ConformanceTable() {}

  static List<JsonNode> read(String name) {
    try {
      List<JsonNode> cases =
          Files.readAllLines(folder().resolve(name)).stream()
              .filter(line -> !line.isBlank())
              .map(JSON::readTree)
              .toList();
      if (cases.isEmpty()) {
        throw new AssertionError(folder().resolve(name) + " holds no case");
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the conformance table " + name, e);
    }
  }

  private static Path folder() {
    String given = System.getProperty("conformance.dir", "");
    if (!given.isBlank()) {
      return Path.of(given);
    }
    return Path.of(
        Objects.requireNonNull(System.getProperty("basedir"), "surefire sets basedir"),
        "src/test/resources/conformance");
  }
}
