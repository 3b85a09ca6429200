package dev.millrace.api.projects;

import dev.millrace.api.identity.Audit;
import dev.millrace.api.identity.Caller;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.scheduler.catalog.Deployment;
import dev.millrace.scheduler.catalog.DeploymentRequest;
import dev.millrace.scheduler.catalog.Deployments;
import dev.millrace.scheduler.catalog.Digest;
import org.springframework.stereotype.Component;

/** Deploys for a caller and writes it to the audit, in the caller's transaction. */
@Component
class AuditedDeployments {
  private final Deployments deployments;
  private final Audit audit;

  AuditedDeployments(Deployments deployments, Audit audit) {
    this.deployments = deployments;
    this.audit = audit;
  }

  /**
   * Deploys a snapshot of the project.
   *
   * @param dryRun plans only; a plan is not written to the audit
   */
  Deployment deploy(
      Caller caller,
      ProjectRef project,
      Digest snapshot,
      DeploymentOptions request,
      boolean dryRun) {
    Deployment deployment =
        deployments.deploy(
            new DeploymentRequest(
                project.id(),
                snapshot,
                request.reason(),
                dryRun,
                request.options(),
                caller.name()));
    if (!deployment.dryRun()) {
      audit.record(
          caller,
          "deployment.create",
          "%s #%d".formatted(project.name(), deployment.number()),
          project.id(),
          request.reason());
    }
    return deployment;
  }
}
