package dev.millrace.dsl.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The recorded table {@code cron/ticks.jsonl}, from the test resources or from the folder that the
 * system property {@code conformance.dir} names: every tick of every line.
 */
class CronConformanceTest {
  @TestFactory
  List<DynamicTest> everyTickOfEveryLineIsTheRecordedOne() throws IOException {
    List<JsonNode> lines = lines();
    assertThat(lines).isNotEmpty();
    return lines.stream()
        .map(
            line ->
                DynamicTest.dynamicTest(
                    "%s in %s after %s"
                        .formatted(
                            line.get("cron").asString(),
                            line.get("zone").asString(),
                            line.get("from").asString()),
                    () -> assertTicks(line)))
        .toList();
  }

  private static void assertTicks(JsonNode line) throws CronSyntaxException {
    CronExpression cron = CronExpression.parse(line.get("cron").asString());
    ZoneId zone = ZoneId.of(line.get("zone").asString());
    List<Instant> recorded = new ArrayList<>();
    line.get("utc").forEach(tick -> recorded.add(Instant.parse(tick.asString())));
    assertThat(recorded).isNotEmpty();

    List<Instant> ticks = new ArrayList<>();
    Instant after = OffsetDateTime.parse(line.get("from").asString()).toInstant();
    while (ticks.size() < recorded.size()) {
      after = Objects.requireNonNull(cron.next(after, zone), "the schedule ends too early");
      ticks.add(after);
    }
    assertThat(ticks).isEqualTo(recorded);
  }

  private static List<JsonNode> lines() throws IOException {
    return Files.readAllLines(folder().resolve("cron/ticks.jsonl")).stream()
        .filter(line -> !line.isBlank())
        .map(JsonMapper.shared()::readTree)
        .toList();
  }

  private static Path folder() {
    String given = System.getProperty("conformance.dir", "");
    try {
      return given.isBlank()
          ? Path.of(
              Objects.requireNonNull(CronConformanceTest.class.getResource("/conformance")).toURI())
          : Path.of(given);
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
