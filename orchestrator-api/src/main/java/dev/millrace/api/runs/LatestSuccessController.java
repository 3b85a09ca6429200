package dev.millrace.api.runs;

import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.scheduler.catalog.Dags;
import dev.millrace.scheduler.store.LatestSuccesses;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which attempt is the latest success of a step: what a stable link to its report shows. */
@RestController
@RequestMapping("/api/v1/projects/{project}/dags/{dag}")
class LatestSuccessController {
  private final Dags dags;
  private final LatestSuccesses successes;

  LatestSuccessController(Dags dags, LatestSuccesses successes) {
    this.dags = dags;
    this.successes = successes;
  }

  /**
   * The successful attempt of the step in the successful run with the latest logical time. A failed
   * run is never the latest, also where this step succeeded in it.
   */
  @GetMapping("/steps/{step}/latest-success")
  @Requires(scope = Scope.PROJECT)
  LatestSuccess ofStep(ProjectRef project, @PathVariable String dag, @PathVariable String step) {
    return successes
        .of(dags.require(project.id(), dag).id(), step)
        .map(success -> new LatestSuccess(success.run(), success.attempt()))
        .orElseThrow(
            () ->
                Problem.of(
                        HttpStatus.NOT_FOUND,
                        "NO_SUCCESS",
                        "no run in which step '" + step + "' succeeded has succeeded yet")
                    .hint("run the Dag, or look at its runs for what failed")
                    .exception());
  }
}
