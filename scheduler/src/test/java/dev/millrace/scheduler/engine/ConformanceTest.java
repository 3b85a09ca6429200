package dev.millrace.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/** The recorded tables: every event of every case. */
class ConformanceTest {
  static final List<String> TABLES =
      List.of("airflow/branch.jsonl", "airflow/rules.jsonl", "airflow/rerun.jsonl");

  @TestFactory
  Stream<DynamicContainer> everyEventOfEveryCaseEndsInTheRecordedStates() {
    return TABLES.stream()
        .map(
            table ->
                DynamicContainer.dynamicContainer(
                    table, ConformanceTable.read(table).stream().map(ConformanceTest::test)));
  }

  private static DynamicTest test(JsonNode recorded) {
    return DynamicTest.dynamicTest(
        recorded.get("case").asString(), () -> new ConformanceCase(recorded).play());
  }

  @ParameterizedTest
  @FieldSource("TABLES")
  void noCaseAndNoEventIsLeftOut(String table) {
    int events = 0;
    int recorded = 0;
    for (JsonNode one : ConformanceTable.read(table)) {
      events += new ConformanceCase(one).play();
      recorded += one.get("events").size() + one.path("eventsAfterRerun").size();
    }
    assertThat(events).isEqualTo(recorded).isPositive();
  }
}
