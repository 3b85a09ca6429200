package dev.millrace.scheduler.catalog;

import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The files that a project's new runs use: those of its newest deployment. */
final class HeadFiles {

  private final DeploymentRows deployments;
  private final SnapshotRows snapshots;

  HeadFiles(DeploymentRows deployments, SnapshotRows snapshots) {
    this.deployments = deployments;
    this.snapshots = snapshots;
  }

  /** Their paths, sorted; empty before the first deployment. */
  Set<String> paths(UUID project) {
    Set<String> paths = new TreeSet<>();
    deployments
        .headSnapshot(project)
        .ifPresent(
            head -> snapshots.files(head).stream().map(SnapshotFile::path).forEach(paths::add));
    return paths;
  }
}
