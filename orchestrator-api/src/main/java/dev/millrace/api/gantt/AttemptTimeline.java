package dev.millrace.api.gantt;

import dev.millrace.executor.notebook.CellState;
import dev.millrace.scheduler.engine.AttemptPhase;
import dev.millrace.scheduler.store.AttemptEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * When an attempt did what. All times are milliseconds from its start, by its worker's clock; the
 * server's time of the start is that of the attempt, so that no clock of a worker is shown.
 *
 * @param phases in their order, each up to the next one
 * @param cells those that were executed, in their order
 */
record AttemptTimeline(UUID attempt, List<TimedPhase> phases, List<TimedCell> cells) {
  /**
   * A phase.
   *
   * @param length absent: up to the end of the attempt, or still going on
   */
  record TimedPhase(AttemptPhase phase, long offset, @Nullable Long length) {}

  /**
   * A cell.
   *
   * @param cell its index among all cells of the notebook that ran, from 0
   * @param id its nbformat id
   * @param length absent: it is running, or its end was never told
   */
  record TimedCell(int cell, String id, long offset, @Nullable Long length, CellState state) {}

  /**
   * What the events say. Events that cannot be read are passed over: they come from workers.
   *
   * @param events the attempt's own, in order
   */
  static AttemptTimeline of(UUID attempt, List<AttemptEvent> events) {
    var fold = new Fold();
    events.forEach(fold::add);
    return new AttemptTimeline(attempt, fold.phases, fold.cells);
  }

  private static final class Fold {
    final List<TimedPhase> phases = new ArrayList<>();
    final List<TimedCell> cells = new ArrayList<>();
    private @Nullable Instant start;
    private long now;

    void add(AttemptEvent event) {
      if (start == null) {
        start = event.at();
      }
      // A clock that is set back must not draw a bar backwards.
      now = Math.max(now, event.at().toEpochMilli() - start.toEpochMilli());
      JsonNode data = event.data();
      switch (event.kind()) {
        case "phase" -> {
          endPhase();
          phase(data.path("phase").asString(""));
        }
        case "cell_started" -> {
          if (data.path("cell").isInt()) {
            String id = data.path("cell_id").asString("");
            cells.add(new TimedCell(data.path("cell").asInt(), id, now, null, CellState.RUNNING));
          }
        }
        case "cell_finished" -> endCell(data.path("cell").asInt(-1), data.path("state"));
        case "notebook_finished" -> endPhase();
        default -> {}
      }
    }

    private void phase(String name) {
      for (AttemptPhase phase : AttemptPhase.values()) {
        if (phase.wireName().equals(name)) {
          phases.add(new TimedPhase(phase, now, null));
        }
      }
    }

    private void endPhase() {
      if (!phases.isEmpty() && phases.getLast().length() == null) {
        TimedPhase last = phases.removeLast();
        phases.add(new TimedPhase(last.phase(), last.offset(), now - last.offset()));
      }
    }

    // A cell that was never sent has an end alone.
    private void endCell(int index, JsonNode state) {
      if (!cells.isEmpty() && cells.getLast().cell() == index && cells.getLast().length() == null) {
        TimedCell last = cells.removeLast();
        cells.add(
            new TimedCell(index, last.id(), last.offset(), now - last.offset(), stateOf(state)));
      }
    }

    private static CellState stateOf(JsonNode state) {
      try {
        return CellState.of(state.asString(""));
      } catch (IllegalArgumentException e) {
        return CellState.FAILED; // of a newer worker: whatever it is, it is no success that we know
      }
    }
  }
}
