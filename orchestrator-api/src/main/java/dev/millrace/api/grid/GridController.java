package dev.millrace.api.grid;

import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.scheduler.catalog.Dags;
import dev.millrace.scheduler.grid.GridReads;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every step of every run of a Dag, a page of runs at a time. */
@RestController
class GridController {
  private static final int MOST_RUNS = 100;

  private final Dags dags;
  private final GridReads reads;

  GridController(Dags dags, GridReads reads) {
    this.dags = dags;
    this.reads = reads;
  }

  /**
   * The first line of why a step is as it is.
   *
   * @param line absent: it has nothing to say
   * @param failedCell number among the cells with code, from 1
   */
  record ErrorLine(@Nullable String line, @Nullable Integer failedCell) {}

  @GetMapping("/api/v1/projects/{project}/dags/{dag}/grid")
  @Requires(scope = Scope.PROJECT)
  GridView grid(
      ProjectRef project,
      @PathVariable String dag,
      @RequestParam(required = false) @Nullable UUID before,
      @RequestParam(defaultValue = "100") int runs,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String trigger,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    if (runs < 1 || runs > MOST_RUNS) {
      throw Problem.invalid("QUERY", "runs must be a whole number from 1 to " + MOST_RUNS)
          .hint("take the page before with before=<next>")
          .exception();
    }
    UUID id = dags.require(project.id(), dag).id();
    return GridView.of(
        id, reads.page(id, GridQuery.filter(state, trigger, from, to), before, runs));
  }

  @GetMapping("/api/v1/runs/{run}/steps/{step}/error-line")
  @Requires(scope = Scope.RUN)
  ErrorLine errorLine(@PathVariable UUID run, @PathVariable String step) {
    return reads
        .errorLine(run, step)
        .map(error -> new ErrorLine(error.line(), error.failedCell()))
        .orElseThrow(() -> Problem.notFound("step", step).exception());
  }
}
