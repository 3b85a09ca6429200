package dev.millrace.api.projects;

import dev.millrace.api.idempotency.DryRuns;
import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.Role;
import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.api.web.Answer;
import dev.millrace.scheduler.catalog.Deployment;
import dev.millrace.scheduler.catalog.Deployments;
import dev.millrace.scheduler.catalog.Digest;
import dev.millrace.scheduler.catalog.Snapshots;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Deployments of a project: what is current, what was, and what a snapshot would change. */
@RestController
@RequestMapping("/api/v1/projects/{project}/deployments")
class DeploymentController {

  private final Deployments deployments;
  private final AuditedDeployments audited;
  private final Snapshots snapshots;
  private final PushTargets targets;
  private final TransactionTemplate transaction;
  private final DryRuns dryRuns;

  DeploymentController(
      Deployments deployments,
      AuditedDeployments audited,
      Snapshots snapshots,
      PushTargets targets,
      TransactionTemplate transaction,
      DryRuns dryRuns) {
    this.deployments = deployments;
    this.audited = audited;
    this.snapshots = snapshots;
    this.targets = targets;
    this.transaction = transaction;
    this.dryRuns = dryRuns;
  }

  /**
   * The wish to deploy.
   *
   * @param dryRun answer the plan, write nothing
   * @param adopt take over Dags that were written over the API
   * @param paused triggers that are new start paused
   * @param archive Dags that the files no longer have may be archived although a schedule of theirs
   *     is active
   * @param from name of the project that has the snapshot; absent: this one. The caller may read
   *     there, and nothing is uploaded again
   */
  record DeployRequest(
      String snapshot,
      @Nullable String reason,
      @Nullable Boolean dryRun,
      @Nullable Boolean adopt,
      @Nullable Boolean paused,
      @Nullable Boolean archive,
      @Nullable String from)
      implements DeploymentOptions {}

  @GetMapping
  @Requires(scope = Scope.PROJECT)
  Page<DeploymentView> list(ProjectRef project, PageRequest page) {
    Long before = page.afterNumber();
    return Page.of(
            deployments.list(
                project.id(), before == null ? null : Math.toIntExact(before), page.fetch()),
            page,
            deployment -> Integer.toString(deployment.number()))
        .map(deployment -> DeploymentView.of(project.name(), deployment));
  }

  @PostMapping
  @Requires(scope = Scope.PROJECT, role = Role.EDITOR)
  @Answer(status = 201, body = DeploymentView.class)
  @Answer(body = DeploymentView.class, when = "Planned only")
  ResponseEntity<DeploymentView> deploy(
      Caller caller, ProjectRef project, @RequestBody DeployRequest body) {
    String snapshot = body.snapshot();
    if (!Digest.isDigest(snapshot)) {
      throw Problem.invalid("FIELD_VALUE", "a deployment needs the digest of a 'snapshot'")
          .at(new Problem.Where(null, null, null, "/snapshot"))
          .exception();
    }
    boolean dryRun = Boolean.TRUE.equals(body.dryRun());
    Supplier<Deployment> work = () -> deploy(caller, project, new Digest(snapshot), body, dryRun);
    Deployment deployment =
        dryRun
            ? dryRuns.execute(work)
            : Objects.requireNonNull(transaction.execute(status -> work.get()));
    return ResponseEntity.status(deployment.dryRun() ? HttpStatus.OK : HttpStatus.CREATED)
        .body(DeploymentView.of(project.name(), deployment));
  }

  private Deployment deploy(
      Caller caller, ProjectRef project, Digest snapshot, DeployRequest body, boolean dryRun) {
    if (body.from() != null) {
      ProjectRef source = targets.source(caller, body.from());
      snapshots.share(source.id(), project.id(), snapshot, caller.name());
    }
    return audited.deploy(caller, project, snapshot, body, dryRun);
  }
}
