package dev.millrace.api.runs;

import dev.millrace.api.idempotency.DryRuns;
import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.Role;
import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.api.web.Addresses;
import dev.millrace.scheduler.store.NearRuns;
import dev.millrace.scheduler.store.Neighbours;
import dev.millrace.scheduler.store.RunReads;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Runs: list, start, look, cancel, rerun. */
@RestController
@RequestMapping("/api/v1")
class RunController {
  private final RunService service;
  private final RunQuery query;
  private final RunReads reads;
  private final NearRuns near;
  private final RerunService reruns;
  private final DryRuns dryRuns;

  RunController(
      RunService service,
      RunQuery query,
      RunReads reads,
      NearRuns near,
      RerunService reruns,
      DryRuns dryRuns) {
    this.service = service;
    this.near = near;
    this.reruns = reruns;
    this.dryRuns = dryRuns;
    this.query = query;
    this.reads = reads;
  }

  /** Why a run is cancelled. */
  record CancelRequest(@Nullable String reason) {}

  @GetMapping("/runs")
  @Requires(scope = Scope.SIGNED_IN)
  Page<Run> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String project,
      @RequestParam(required = false) @Nullable String dag,
      @RequestParam(required = false) @Nullable String state,
      PageRequest page) {
    return query.across(caller, project, dag, state, page);
  }

  @GetMapping("/projects/{project}/dags/{dag}/runs")
  @Requires(scope = Scope.PROJECT)
  Page<Run> ofDag(
      ProjectRef project,
      @PathVariable String dag,
      @RequestParam(required = false) @Nullable String state,
      PageRequest page) {
    return query.ofDag(project.id(), service.dagId(project, dag), state, page);
  }

  @PostMapping("/projects/{project}/dags/{dag}/runs")
  @Requires(scope = Scope.PROJECT, role = Role.OPERATOR)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<Run> start(
      Caller caller,
      ProjectRef project,
      @PathVariable String dag,
      @RequestBody(required = false) @Nullable RunRequest body) {
    return created(
        service.start(caller, project, dag, Objects.requireNonNullElse(body, RunRequest.DEFAULTS)));
  }

  /** Runs a notebook as it is; its Dag of one step is made when it is run for the first time. */
  @PostMapping("/projects/{project}/notebooks/runs")
  @Requires(scope = Scope.PROJECT, role = Role.OPERATOR)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<Run> startNotebook(
      Caller caller, ProjectRef project, @RequestBody NotebookRunRequest body) {
    return created(service.startNotebook(caller, project, body));
  }

  @GetMapping("/runs/{run}")
  @Requires(scope = Scope.RUN)
  Run get(@PathVariable UUID run) {
    return service.run(run);
  }

  /** The runs of its Dag that were made before and after it. */
  @GetMapping("/runs/{run}/neighbours")
  @Requires(scope = Scope.RUN)
  RunNeighbours neighbours(@PathVariable UUID run) {
    Neighbours found = near.neighbours(run);
    return new RunNeighbours(found.previous(), found.next());
  }

  @GetMapping("/runs/{run}/events")
  @Requires(scope = Scope.RUN)
  Page<RunEvent> events(@PathVariable UUID run, PageRequest page) {
    long after = Objects.requireNonNullElse(page.afterNumber(), 0L);
    return Page.of(
            reads.eventsAfter(run, after, page.fetch()), page, event -> Long.toString(event.seq()))
        .map(RunEvent::of);
  }

  @PostMapping("/runs/{run}/cancel")
  @Requires(scope = Scope.RUN, role = Role.OPERATOR)
  Run cancel(
      Caller caller,
      ProjectRef project,
      @PathVariable UUID run,
      @RequestBody(required = false) @Nullable CancelRequest body) {
    return service.cancel(caller, project, run, body == null ? null : body.reason());
  }

  /** Lets steps go again, in the same run. */
  @PostMapping("/runs/{run}/rerun")
  @Requires(scope = Scope.RUN, role = Role.OPERATOR)
  Rerun rerun(
      Caller caller,
      ProjectRef project,
      @PathVariable UUID run,
      @RequestBody(required = false) @Nullable RerunRequest body) {
    RerunRequest wanted = Objects.requireNonNullElse(body, RerunRequest.DEFAULTS);
    Supplier<Rerun> work = () -> reruns.rerun(caller, project, run, wanted);
    return wanted.isDryRun() ? dryRuns.execute(work) : work.get();
  }

  @GetMapping("/runs/{run}/steps")
  @Requires(scope = Scope.RUN)
  Page<StepRun> steps(@PathVariable UUID run, PageRequest page) {
    return service.steps(run, page);
  }

  @GetMapping("/runs/{run}/steps/{step}")
  @Requires(scope = Scope.RUN)
  StepRun step(@PathVariable UUID run, @PathVariable String step) {
    return service.step(run, step);
  }

  /** One item of a mapped step. */
  @GetMapping("/runs/{run}/steps/{step}/{mapPath}")
  @Requires(scope = Scope.RUN)
  StepRun item(@PathVariable UUID run, @PathVariable String step, @PathVariable String mapPath) {
    return service.step(run, step, MapPath.of(mapPath));
  }

  static ResponseEntity<Run> created(Run run) {
    return ResponseEntity.created(Addresses.of("/api/v1/runs/" + run.id())).body(run);
  }
}
