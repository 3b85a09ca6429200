package dev.millrace.api.gantt;

import dev.millrace.scheduler.store.AttemptReads;
import dev.millrace.scheduler.store.RunAttempt;
import dev.millrace.scheduler.store.StepDurations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the cells of a run that took longest. */
@Component
class SlowCells {
  private static final int CELLS = 10;
  private static final int RUNS = 10;

  private final AttemptReads attempts;
  private final StepDurations durations;
  private final Timelines timelines;

  SlowCells(AttemptReads attempts, StepDurations durations, Timelines timelines) {
    this.attempts = attempts;
    this.durations = durations;
    this.timelines = timelines;
  }

  private record Found(RunAttempt of, AttemptTimeline.TimedCell cell, long length) {}

  /** The ten slowest cells of the newest attempts of the run's steps, the slowest first. */
  List<SlowCell> of(UUID run) {
    List<Found> slowest = slowest(run);
    List<StepDurations.Past> past =
        slowest.isEmpty()
            ? List.of()
            : durations.past(
                run, slowest.stream().map(f -> f.of().step()).distinct().toList(), RUNS);
    Map<UUID, AttemptTimeline> before =
        timelines.of(past.stream().map(StepDurations.Past::attempt).toList()).byAttempt();
    return slowest.stream().map(found -> cell(found, past, before)).toList();
  }

  private List<Found> slowest(UUID run) {
    List<RunAttempt> newest = attempts.ofRun(run).stream().filter(RunAttempt::newest).toList();
    Map<UUID, AttemptTimeline> known =
        timelines.of(newest.stream().map(RunAttempt::attempt).toList()).byAttempt();
    List<Found> found = new ArrayList<>();
    for (RunAttempt attempt : newest) {
      for (AttemptTimeline.TimedCell cell : cellsOf(known.get(attempt.attempt()))) {
        Long length = cell.length();
        if (length != null) {
          found.add(new Found(attempt, cell, length));
        }
      }
    }
    return found.stream()
        .sorted(Comparator.comparingLong(Found::length).reversed())
        .limit(CELLS)
        .toList();
  }

  private static SlowCell cell(
      Found found, List<StepDurations.Past> past, Map<UUID, AttemptTimeline> before) {
    List<SlowCell.PastTime> seconds = new ArrayList<>();
    for (StepDurations.Past one : past) {
      if (one.step().equals(found.of().step()) && one.mapPath().equals(found.of().mapPath())) {
        for (AttemptTimeline.TimedCell cell : cellsOf(before.get(one.attempt()))) {
          Long length = cell.length();
          if (cell.id().equals(found.cell().id()) && length != null) {
            seconds.add(new SlowCell.PastTime(one.run(), seconds(length)));
          }
        }
      }
    }
    return new SlowCell(
        found.of().step(),
        found.of().mapPath(),
        found.of().attempt(),
        found.cell().cell(),
        found.cell().state(),
        seconds(found.length()),
        seconds);
  }

  private static List<AttemptTimeline.TimedCell> cellsOf(@Nullable AttemptTimeline timeline) {
    return timeline == null ? List.of() : timeline.cells();
  }

  private static double seconds(long milliseconds) {
    return milliseconds / 1000.0;
  }
}
