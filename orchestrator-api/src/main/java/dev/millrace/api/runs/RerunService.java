package dev.millrace.api.runs;

import dev.millrace.api.identity.Audit;
import dev.millrace.api.identity.Caller;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.scheduler.dispatch.NewRerun;
import dev.millrace.scheduler.dispatch.NewRerun.Version;
import dev.millrace.scheduler.dispatch.Reruns;
import dev.millrace.scheduler.engine.Reopening.Only;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets steps of a run go again for a caller, recorded in the same transaction. */
@Service
class RerunService {
  private final Reruns reruns;
  private final RunService runs;
  private final Audit audit;

  RerunService(Reruns reruns, RunService runs, Audit audit) {
    this.reruns = reruns;
    this.runs = runs;
    this.audit = audit;
  }

  /** Reopens what the request says, or answers what that would be. */
  @Transactional
  public Rerun rerun(Caller caller, ProjectRef project, UUID run, RerunRequest request) {
    NewRerun wanted = wanted(caller, run, request);
    dev.millrace.scheduler.dispatch.Rerun done =
        request.isDryRun() ? reruns.preview(wanted) : reruns.rerun(wanted);
    List<Rerun.Touched> touched = done.touched().stream().map(Rerun.Touched::of).toList();
    if (!request.isDryRun()) {
      audit.record(
          caller,
          "run.rerun",
          "%s %d".formatted(run, done.number()),
          project.id(),
          wanted.reason());
    }
    return new Rerun(runs.run(run), touched, request.isDryRun() ? null : done.number());
  }

  private static NewRerun wanted(Caller caller, UUID run, RerunRequest request) {
    List<String> steps = Objects.requireNonNullElse(request.steps(), List.of());
    Only only =
        Objects.requireNonNullElse(request.only(), steps.isEmpty() ? Only.FAILED : Only.SELECTED);
    return new NewRerun(
        run,
        only,
        steps,
        Boolean.TRUE.equals(request.upstream()),
        !Boolean.FALSE.equals(request.downstream()),
        Objects.requireNonNullElse(request.version(), Version.ORIGINAL),
        caller.name(),
        request.reason());
  }
}
