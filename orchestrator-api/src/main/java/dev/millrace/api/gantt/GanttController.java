package dev.millrace.api.gantt;

import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.scheduler.store.AttemptReads;
import dev.millrace.scheduler.store.NearRuns;
import dev.millrace.scheduler.store.RunAttempt;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** When the attempts of a run did what. */
@RestController
@RequestMapping("/api/v1/runs/{run}")
class GanttController {
  private final AttemptReads attempts;
  private final NearRuns near;
  private final Timelines timelines;
  private final SlowCells slowCells;

  GanttController(AttemptReads attempts, NearRuns near, Timelines timelines, SlowCells slowCells) {
    this.attempts = attempts;
    this.near = near;
    this.timelines = timelines;
    this.slowCells = slowCells;
  }

  /** Phases and cells of all attempts of the run. */
  @GetMapping("/gantt")
  @Requires(scope = Scope.RUN)
  Gantt gantt(@PathVariable UUID run) {
    Timelines.Known known =
        timelines.of(attempts.ofRun(run).stream().map(RunAttempt::attempt).toList());
    return new Gantt(
        near.previousSuccess(run).orElse(null),
        List.copyOf(known.byAttempt().values()),
        known.complete());
  }

  /** The ten cells that took longest, with what they took in the ten runs before. */
  @GetMapping("/slowest-cells")
  @Requires(scope = Scope.RUN)
  List<SlowCell> slowest(@PathVariable UUID run) {
    return slowCells.of(run);
  }
}
