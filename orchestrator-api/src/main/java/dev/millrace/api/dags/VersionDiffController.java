package dev.millrace.api.dags;

import dev.millrace.api.security.ProjectRef;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.scheduler.catalog.DagRecord;
import dev.millrace.scheduler.catalog.DagVersion;
import dev.millrace.scheduler.catalog.Dags;
import dev.millrace.scheduler.catalog.VersionFiles;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What changed between two versions of a Dag. */
@RestController
class VersionDiffController {
  private final Dags dags;
  private final VersionFiles files;

  VersionDiffController(Dags dags, VersionFiles files) {
    this.dags = dags;
    this.files = files;
  }

  /** What leads from one version to the other, whichever is the newer one. */
  @GetMapping("/api/v1/projects/{project}/dags/{dag}/versions/{number}/diff/{other}")
  @Requires(scope = Scope.PROJECT)
  VersionDiff diff(
      ProjectRef project,
      @PathVariable String dag,
      @PathVariable int number,
      @PathVariable int other) {
    DagRecord found = dags.require(project.id(), dag);
    DagVersion before = dags.version(found, number);
    DagVersion after = dags.version(found, other);
    return VersionDiff.of(dag, before, after, files(found, number, other));
  }

  private VersionDiff.Files files(DagRecord dag, int before, int after) {
    Optional<VersionFiles.Deployed> from = files.deployed(dag.id(), before);
    Optional<VersionFiles.Deployed> to = files.deployed(dag.id(), after);
    return new VersionDiff.Files(
        from,
        to,
        from.isPresent() && to.isPresent() ? files.changes(from.get(), to.get()) : List.of());
  }
}
