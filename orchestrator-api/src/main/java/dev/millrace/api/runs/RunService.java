package dev.millrace.api.runs;

import dev.millrace.api.identity.Audit;
import dev.millrace.api.identity.Caller;
import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.scheduler.catalog.Notebooks;
import dev.millrace.scheduler.dispatch.NewRun;
import dev.millrace.scheduler.dispatch.Runs;
import dev.millrace.scheduler.store.Json;
import dev.millrace.scheduler.store.RunDefinition;
import dev.millrace.scheduler.store.RunDefinitions;
import dev.millrace.scheduler.store.RunReads;
import dev.millrace.scheduler.store.RunRecord;
import dev.millrace.scheduler.store.StepRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Starts, cancels and reads runs for a caller; what changes something is recorded in the same
 * transaction.
 */
@Service
class RunService {
  private final Runs runs;
  private final Notebooks notebooks;
  private final RunReads reads;
  private final RunDefinitions definitions;
  private final JdbcClient sql;
  private final Audit audit;

  RunService(
      Runs runs,
      Notebooks notebooks,
      RunReads reads,
      RunDefinitions definitions,
      JdbcClient sql,
      Audit audit) {
    this.runs = runs;
    this.notebooks = notebooks;
    this.reads = reads;
    this.definitions = definitions;
    this.sql = sql;
    this.audit = audit;
  }

  /** Starts a run of a Dag of this project, by its name. */
  @Transactional
  public Run start(Caller caller, ProjectRef project, String dag, RunRequest wanted) {
    return start(caller, project, dagId(project, dag), dag, wanted);
  }

  private Run start(Caller caller, ProjectRef project, UUID dag, String name, RunRequest wanted) {
    ObjectNode parameters = Json.object();
    if (wanted.parameters() != null) {
      wanted.parameters().forEach(parameters::set);
    }
    UUID run =
        runs.start(
            new NewRun(
                dag,
                wanted.version() == null ? null : version(dag, name, wanted.version()),
                parameters,
                wanted.logicalTime(),
                null,
                null,
                caller.name(),
                caller.principal(),
                wanted.note()));
    audit.record(caller, "run.start", name + " " + run, project.id(), wanted.note());
    return run(run);
  }

  /** Starts a run of one notebook of the project's current files. */
  @Transactional
  public Run startNotebook(Caller caller, ProjectRef project, NotebookRunRequest wanted) {
    UUID dag = notebooks.implicitDag(project.id(), wanted.notebook(), caller.name()).id();
    return start(
        caller,
        project,
        dag,
        wanted.notebook(),
        new RunRequest(wanted.parameters(), wanted.logicalTime(), null, wanted.note()));
  }

  /** Cancels a run; twice, or when it has ended, changes nothing. */
  @Transactional
  public Run cancel(Caller caller, ProjectRef project, UUID run, @Nullable String reason) {
    if (runs.cancel(run, caller.name(), reason)) {
      audit.record(caller, "run.cancel", run.toString(), project.id(), reason);
    }
    return run(run);
  }

  Run run(UUID id) {
    return Run.of(record(id));
  }

  Page<StepRun> steps(UUID run, PageRequest page) {
    RunDefinition definition = definition(record(run));
    return Page.of(
            reads.steps(run, page.afterId(), page.fetch()), page, step -> step.id().toString())
        .map(step -> StepRun.of(step, definition.definition(step.step())));
  }

  StepRun step(UUID run, String step) {
    return step(
        run, reads.step(run, step).orElseThrow(() -> Problem.notFound("step", step).exception()));
  }

  /** One item of a mapped step. */
  StepRun step(UUID run, String step, MapPath path) {
    return step(
        run,
        reads
            .step(run, step, path.items())
            .orElseThrow(() -> Problem.notFound("item " + path + " of step", step).exception()));
  }

  private StepRun step(UUID run, StepRecord record) {
    return StepRun.of(record, definition(record(run)).definition(record.step()));
  }

  UUID dagId(ProjectRef project, String dag) {
    return sql.sql("SELECT id FROM dag WHERE project = ? AND name = ?")
        .params(project.id(), dag)
        .query(UUID.class)
        .optional()
        .orElseThrow(() -> Problem.notFound("Dag", dag).exception());
  }

  private UUID version(UUID dag, String name, int number) {
    return sql.sql("SELECT id FROM dag_version WHERE dag = ? AND number = ?")
        .params(dag, number)
        .query(UUID.class)
        .optional()
        .orElseThrow(
            () ->
                Problem.invalid("VERSION_UNKNOWN", "Dag '" + name + "' has no version " + number)
                    .exception());
  }

  private RunRecord record(UUID run) {
    return reads.run(run).orElseThrow(() -> Problem.notFound("run", run).exception());
  }

  private RunDefinition definition(RunRecord run) {
    return definitions.of(run.id(), run.dagVersionId(), run.rerun());
  }
}
