package dev.millrace.api.triggers;

import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.Role;
import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What starts a Dag by itself: look, pause, resume, see what comes and what came of it. */
@RestController
@RequestMapping("/api/v1/projects/{project}/dags/{dag}/triggers")
class TriggerController {
  private static final int MOST_PREVIEWED = 100;

  private final TriggerService service;

  TriggerController(TriggerService service) {
    this.service = service;
  }

  /** What can be changed of a trigger without a new definition. */
  record TriggerChange(Boolean paused) {}

  @GetMapping
  @Requires(scope = Scope.PROJECT)
  Page<TriggerView> list(ProjectRef project, @PathVariable String dag, PageRequest page) {
    return Page.cut(service.list(project, dag), page, TriggerView::name);
  }

  @GetMapping("/{trigger}")
  @Requires(scope = Scope.PROJECT)
  TriggerView get(ProjectRef project, @PathVariable String dag, @PathVariable String trigger) {
    return service.get(project, dag, trigger);
  }

  @PatchMapping("/{trigger}")
  @Requires(scope = Scope.PROJECT, role = Role.OPERATOR)
  TriggerView change(
      Caller caller,
      ProjectRef project,
      @PathVariable String dag,
      @PathVariable String trigger,
      @RequestBody TriggerChange body) {
    return service.pause(caller, project, dag, trigger, body.paused());
  }

  @GetMapping("/{trigger}/preview")
  @Requires(scope = Scope.PROJECT)
  PreviewView preview(
      ProjectRef project,
      @PathVariable String dag,
      @PathVariable String trigger,
      @RequestParam(defaultValue = "10") int n) {
    if (n < 1 || n > MOST_PREVIEWED) {
      throw Problem.invalid("QUERY", "n must be a whole number from 1 to " + MOST_PREVIEWED)
          .exception();
    }
    return service.preview(project, dag, trigger, n);
  }

  @GetMapping("/{trigger}/ticks")
  @Requires(scope = Scope.PROJECT)
  Page<TickView> ticks(
      ProjectRef project,
      @PathVariable String dag,
      @PathVariable String trigger,
      PageRequest page) {
    return service.ticks(project, dag, trigger, page);
  }
}
