package dev.millrace.scheduler.grid;

import dev.millrace.scheduler.store.RunFeed;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of a Dag's grid.
 *
 * @param position what happens after it is not in here for sure
 * @param steps the steps of all runs of the page, in the order of the newest version
 * @param runs newest first
 * @param ticks those that started no run, newest first
 * @param next the page before begins there; null: there is none
 */
public record GridPage(
    RunFeed.Position position,
    List<GridStep> steps,
    List<GridRun> runs,
    List<GridTick> ticks,
    @Nullable UUID next) {}
