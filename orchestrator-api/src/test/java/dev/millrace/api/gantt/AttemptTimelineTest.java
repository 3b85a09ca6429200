package dev.millrace.api.gantt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.gantt.AttemptTimeline.TimedCell;
import dev.millrace.api.gantt.AttemptTimeline.TimedPhase;
import dev.millrace.executor.notebook.CellState;
import dev.millrace.scheduler.engine.AttemptPhase;
import dev.millrace.scheduler.store.AttemptEvent;
import dev.millrace.scheduler.store.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttemptTimelineTest {
  private static final Instant START = Instant.parse("2026-03-01T03:00:00Z");

  private final List<AttemptEvent> events = new ArrayList<>();

  @Test
  void aPhaseLastsUpToTheNextAndACellUpToItsEnd() {
    told(0, "phase", "{'phase': 'files'}");
    told(200, "phase", "{'phase': 'kernel'}");
    told(900, "phase", "{'phase': 'cells'}");
    told(900, "cell_finished", "{'cell': 0, 'state': 'skipped'}");
    told(910, "cell_started", "{'cell': 1, 'cell_id': 'a'}");
    told(1500, "cell_finished", "{'cell': 1, 'state': 'succeeded'}");
    told(1501, "cell_started", "{'cell': 3, 'cell_id': 'b'}");
    told(1801, "cell_finished", "{'cell': 3, 'state': 'failed'}");
    told(1810, "notebook_finished", "{}");
    AttemptTimeline timeline = timeline();
    assertThat(timeline.phases())
        .containsExactly(
            new TimedPhase(AttemptPhase.FILES, 0, 200L),
            new TimedPhase(AttemptPhase.KERNEL, 200, 700L),
            new TimedPhase(AttemptPhase.CELLS, 900, 910L));
    assertThat(timeline.cells())
        .as("the text, which was not executed, is none")
        .containsExactly(
            new TimedCell(1, "a", 910, 590L, CellState.SUCCEEDED),
            new TimedCell(3, "b", 1501, 300L, CellState.FAILED));
  }

  @Test
  void whatGoesOnHasNoLength() {
    told(0, "phase", "{'phase': 'cells'}");
    told(10, "cell_started", "{'cell': 0, 'cell_id': 'a'}");
    assertThat(timeline().phases()).containsExactly(new TimedPhase(AttemptPhase.CELLS, 0, null));
    assertThat(timeline().cells())
        .containsExactly(new TimedCell(0, "a", 10, null, CellState.RUNNING));
  }

  @Test
  void aClockThatIsSetBackDrawsNothingBackwards() {
    told(0, "phase", "{'phase': 'cells'}");
    told(5000, "cell_started", "{'cell': 0, 'cell_id': 'a'}");
    told(2000, "cell_finished", "{'cell': 0, 'state': 'succeeded'}");
    told(2500, "cell_started", "{'cell': 1, 'cell_id': 'b'}");
    told(6000, "cell_finished", "{'cell': 1, 'state': 'succeeded'}");
    assertThat(timeline().cells())
        .containsExactly(
            new TimedCell(0, "a", 5000, 0L, CellState.SUCCEEDED),
            new TimedCell(1, "b", 5000, 1000L, CellState.SUCCEEDED));
  }

  @Test
  void whatCannotBeReadIsPassedOver() {
    told(0, "phase", "{'phase': 'lunch'}");
    told(0, "phase", "{}");
    told(0, "cell_started", "{'cell': 'x', 'cell_id': 7}");
    told(0, "cell_started", "{'cell': 12345678901234567890}");
    told(0, "cell_finished", "{'cell': 4, 'state': 'succeeded'}");
    told(1, "cell_started", "{'cell': 0, 'cell_id': 'a'}");
    told(3, "cell_finished", "{'cell': 0, 'state': 'of tomorrow'}");
    assertThat(timeline().phases()).isEmpty();
    assertThat(timeline().cells()).containsExactly(new TimedCell(0, "a", 1, 2L, CellState.FAILED));
  }

  private AttemptTimeline timeline() {
    return AttemptTimeline.of(new UUID(0, 1), events);
  }

  private void told(long millis, String kind, String data) {
    events.add(
        new AttemptEvent(
            events.size() + 1,
            kind,
            START.plusMillis(millis),
            Json.readObject(data.replace('\'', '"'))));
  }
}
