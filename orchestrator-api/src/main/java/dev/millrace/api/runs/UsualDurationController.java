package dev.millrace.api.runs;

import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.scheduler.store.StepDurations;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a step usually takes, so that pages can say how long a running one still needs. */
@RestController
@RequestMapping("/api/v1/runs/{run}")
class UsualDurationController {
  private final StepDurations durations;

  UsualDurationController(StepDurations durations) {
    this.durations = durations;
  }

  @GetMapping("/steps/{step}/usual-duration")
  @Requires(scope = Scope.RUN)
  UsualDuration ofStep(@PathVariable UUID run, @PathVariable String step) {
    return durations
        .usual(run, step)
        .map(UsualDuration::of)
        .orElseThrow(() -> Problem.notFound("run", run).exception());
  }
}
