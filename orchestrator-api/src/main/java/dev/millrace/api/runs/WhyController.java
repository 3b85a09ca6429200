package dev.millrace.api.runs;

import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.scheduler.why.Whys;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Why a run or a step does not move, and what would make it. */
@RestController
@RequestMapping("/api/v1/runs/{run}")
class WhyController {
  private final Whys whys;

  WhyController(Whys whys) {
    this.whys = whys;
  }

  @GetMapping("/why")
  @Requires(scope = Scope.RUN)
  WhyView ofRun(@PathVariable UUID run) {
    return whys.ofRun(run)
        .map(WhyView::of)
        .orElseThrow(() -> Problem.notFound("run", run).exception());
  }

  @GetMapping("/steps/{step}/why")
  @Requires(scope = Scope.RUN)
  WhyView ofStep(@PathVariable UUID run, @PathVariable String step) {
    return whys.ofStep(run, step)
        .map(WhyView::of)
        .orElseThrow(() -> Problem.notFound("step", step).exception());
  }
}
