package dev.millrace.api.triggers;

import dev.millrace.api.identity.Audit;
import dev.millrace.api.identity.Caller;
import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.scheduler.catalog.Dags;
import dev.millrace.scheduler.trigger.TriggerRecord;
import dev.millrace.scheduler.trigger.Triggers;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads, pauses and resumes triggers; what changes something is recorded in one transaction. */
@Service
class TriggerService {
  private final Dags dags;
  private final Triggers triggers;
  private final Audit audit;

  TriggerService(Dags dags, Triggers triggers, Audit audit) {
    this.dags = dags;
    this.triggers = triggers;
    this.audit = audit;
  }

  List<TriggerView> list(ProjectRef project, String dag) {
    return triggers.ofDag(dagId(project, dag)).stream()
        .map(trigger -> TriggerView.of(project.name(), dag, trigger))
        .toList();
  }

  TriggerView get(ProjectRef project, String dag, String name) {
    return TriggerView.of(project.name(), dag, require(dagId(project, dag), name));
  }

  /** Twice changes nothing; an archived trigger is refused, for it never ticks again. */
  @Transactional
  public TriggerView pause(
      Caller caller, ProjectRef project, String dag, String name, boolean paused) {
    UUID id = dagId(project, dag);
    TriggerRecord trigger = require(id, name);
    if (trigger.archived()) {
      throw Problem.conflict(
              "TRIGGER_ARCHIVED", "trigger '%s' of Dag '%s' is archived".formatted(name, dag))
          .hint("deploy a definition of the Dag that has it")
          .exception();
    }
    boolean changed = paused ? triggers.pause(trigger.id()) : triggers.resume(id, name);
    if (changed) {
      String action = paused ? "trigger.pause" : "trigger.resume";
      audit.record(caller, action, dag + " " + name, project.id(), null);
    }
    return get(project, dag, name);
  }

  PreviewView preview(ProjectRef project, String dag, String name, int count) {
    TriggerRecord trigger = require(dagId(project, dag), name);
    return PreviewView.of(trigger, triggers.next(trigger, count));
  }

  Page<TickView> ticks(ProjectRef project, String dag, String name, PageRequest page) {
    UUID trigger = require(dagId(project, dag), name).id();
    return Page.of(
            triggers.ticks(trigger, page.afterInstant(), page.fetch()),
            page,
            tick -> tick.tick().toString())
        .map(TickView::of);
  }

  private UUID dagId(ProjectRef project, String dag) {
    return dags.require(project.id(), dag).id();
  }

  private TriggerRecord require(UUID dag, String name) {
    return triggers
        .find(dag, name)
        .orElseThrow(() -> Problem.notFound("trigger", name).exception());
  }
}
