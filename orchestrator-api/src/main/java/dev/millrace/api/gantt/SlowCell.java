package dev.millrace.api.gantt;

import dev.millrace.executor.notebook.CellState;
import java.util.List;
import java.util.UUID;

/**
 * One of the cells of a run that took longest.
 *
 * @param mapPath which item of a mapped step; empty: not mapped
 * @param attempt the newest of its step
 * @param cell its index among all cells of the notebook that ran, from 0
 * @param past what the same cell took in the step's successful attempts of earlier runs, the oldest
 *     first; a cell is the same when its nbformat id is
 */
record SlowCell(
    String step,
    List<Integer> mapPath,
    UUID attempt,
    int cell,
    CellState state,
    double seconds,
    List<PastTime> past) {
  /** What it took in an earlier run. */
  record PastTime(UUID run, double seconds) {}
}
