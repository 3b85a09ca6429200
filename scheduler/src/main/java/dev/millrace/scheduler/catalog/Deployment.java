package dev.millrace.scheduler.catalog;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot made the project's current state, or what that would change.
 *
 * @param id null for a dry run
 * @param number 1, 2, 3, … in the project; for a dry run the number it would have
 * @param dryRun nothing was written
 * @param warnings what deserves a look and refused nothing
 * @param dags every Dag of the snapshot's files with the version that new runs use; empty for a dry
 *     run
 */
public record Deployment(
    @Nullable UUID id,
    int number,
    Digest snapshot,
    String by,
    Instant at,
    @Nullable String reason,
    boolean dryRun,
    DeploymentPlan plan,
    List<Finding> warnings,
    List<DeployedDag> dags) {

  /** A Dag and the number of its version. */
  public record DeployedDag(String name, int version) {}
}
