package dev.millrace.api.projects;

import dev.millrace.api.problems.CatalogProblems;
import dev.millrace.api.problems.Problem;
import dev.millrace.scheduler.catalog.Deployment;
import dev.millrace.scheduler.catalog.DeploymentPlan;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A deployment as clients read it; without an id when it was only planned. */
record DeploymentView(
    @Nullable UUID id,
    int number,
    String project,
    String snapshot,
    String by,
    Instant at,
    @Nullable String reason,
    boolean dryRun,
    DeploymentPlan plan,
    List<Problem.Finding> warnings,
    List<Deployment.DeployedDag> dags) {

  static DeploymentView of(String project, Deployment deployment) {
    return new DeploymentView(
        deployment.id(),
        deployment.number(),
        project,
        deployment.snapshot().hex(),
        deployment.by(),
        deployment.at(),
        deployment.reason(),
        deployment.dryRun(),
        deployment.plan(),
        CatalogProblems.findings(deployment.warnings()),
        deployment.dags());
  }
}
