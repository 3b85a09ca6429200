package dev.millrace.api.projects;

import dev.millrace.api.identity.Caller;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.problems.TextLimit;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.scheduler.catalog.Deployments;
import dev.millrace.scheduler.catalog.Digest;
import dev.millrace.scheduler.catalog.PlanRequest;
import dev.millrace.scheduler.catalog.Snapshots;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Plans of deployments whose files may be stored nowhere, in projects that may not exist; a plan
 * leaves nothing behind.
 */
@RestController
class PlanController {

  private final Deployments deployments;
  private final Snapshots snapshots;
  private final PushTargets targets;

  PlanController(Deployments deployments, Snapshots snapshots, PushTargets targets) {
    this.deployments = deployments;
    this.snapshots = snapshots;
    this.targets = targets;
  }

  /**
   * The wish to know what a deployment would change: of files, or of another project's snapshot.
   *
   * @param project need not exist
   * @param files every file of the state; absent: those of the snapshot
   * @param contents of the files in {@code dags/} and of {@code millrace.yaml}, in base64 and in
   *     any order; no other content is needed
   * @param from name of the project that has the snapshot; the caller may read there
   * @param adopt take over Dags that were written over the API
   */
  record PlanWish(
      String project,
      @Nullable List<ManifestRequest.File> files,
      @TextLimit(kib = 16 * 1024) @Nullable List<String> contents,
      @Nullable String from,
      @Nullable String snapshot,
      @Nullable Boolean adopt) {}

  @PostMapping("/api/v1/plans")
  @Requires(scope = Scope.SIGNED_IN)
  DeploymentView plan(Caller caller, @RequestBody PlanWish wish) {
    Optional<ProjectRef> target = targets.find(caller, wish.project());
    UUID project = target.map(ProjectRef::id).orElse(null);
    boolean adopt = Boolean.TRUE.equals(wish.adopt());
    PlanRequest request =
        wish.files() == null
            ? ofSnapshot(caller, wish, project, adopt)
            : PlanRequest.ofFiles(
                project,
                new ManifestRequest(wish.files()).manifest(),
                decoded(wish.contents() == null ? List.of() : wish.contents()),
                adopt,
                caller.name());
    return DeploymentView.of(wish.project(), deployments.plan(request));
  }

  private PlanRequest ofSnapshot(
      Caller caller, PlanWish wish, @Nullable UUID project, boolean adopt) {
    if (wish.from() == null || wish.snapshot() == null || !Digest.isDigest(wish.snapshot())) {
      throw Problem.invalid(
              "FIELD_VALUE", "a plan needs 'files', or 'from' and the digest of a 'snapshot'")
          .exception();
    }
    ProjectRef source = targets.source(caller, wish.from());
    Digest snapshot = new Digest(wish.snapshot());
    return new PlanRequest(
        project, snapshot, snapshots.files(source.id(), snapshot), Map.of(), adopt, caller.name());
  }

  private static List<byte[]> decoded(List<String> contents) {
    List<byte[]> decoded = new ArrayList<>();
    for (int i = 0; i < contents.size(); i++) {
      try {
        decoded.add(Base64.getDecoder().decode(contents.get(i)));
      } catch (IllegalArgumentException e) {
        throw Problem.invalid("FIELD_VALUE", "a content is written in base64")
            .at(new Problem.Where(null, null, null, "/contents/" + i))
            .exception();
      }
    }
    return decoded;
  }
}
