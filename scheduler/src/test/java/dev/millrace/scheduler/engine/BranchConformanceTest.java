package dev.millrace.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The recorded table {@code airflow/branch.jsonl}: every event of every case. */
class BranchConformanceTest {
  private static final String TABLE = "airflow/branch.jsonl";

  @TestFactory
  List<DynamicTest> everyEventOfEveryCaseEndsInTheRecordedStates() {
    return ConformanceTable.read(TABLE).stream()
        .map(
            recorded ->
                DynamicTest.dynamicTest(
                    recorded.get("case").asString(), () -> new ConformanceCase(recorded).play()))
        .toList();
  }

  @Test
  void noCaseAndNoEventIsLeftOut() {
    int events = 0;
    int recorded = 0;
    for (JsonNode one : ConformanceTable.read(TABLE)) {
      events += new ConformanceCase(one).play();
      recorded += one.get("events").size();
    }
    assertThat(events).isEqualTo(recorded).isPositive();
  }
}
