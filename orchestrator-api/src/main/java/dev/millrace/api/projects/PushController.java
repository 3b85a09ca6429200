package dev.millrace.api.projects;

import dev.millrace.api.idempotency.DryRuns;
import dev.millrace.api.identity.Audit;
import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.Role;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.api.web.Answer;
import dev.millrace.scheduler.catalog.ConflictException;
import dev.millrace.scheduler.catalog.Deployment;
import dev.millrace.scheduler.catalog.Digest;
import dev.millrace.scheduler.catalog.Manifest;
import dev.millrace.scheduler.catalog.Project;
import dev.millrace.scheduler.catalog.Projects;
import dev.millrace.scheduler.catalog.Snapshots;
import dev.millrace.scheduler.catalog.Submission;
import dev.millrace.scheduler.catalog.Uploads;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * A whole push in one transaction: the project where there is none, its snapshot and the
 * deployment. If anything is refused, none of them is there.
 */
@RestController
class PushController {
  private final Uploads uploads;
  private final Snapshots snapshots;
  private final AuditedDeployments deployments;
  private final Projects projects;
  private final PushTargets targets;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final DryRuns dryRuns;

  PushController(
      Uploads uploads,
      Snapshots snapshots,
      AuditedDeployments deployments,
      Projects projects,
      PushTargets targets,
      Audit audit,
      TransactionTemplate transaction,
      DryRuns dryRuns) {
    this.uploads = uploads;
    this.snapshots = snapshots;
    this.deployments = deployments;
    this.projects = projects;
    this.targets = targets;
    this.audit = audit;
    this.transaction = transaction;
    this.dryRuns = dryRuns;
  }

  /**
   * The wish to make files, or another project's snapshot, a project's current state.
   *
   * @param project made where it does not exist
   * @param files every file of the state; absent: those of the snapshot
   * @param from name of the project that has the snapshot; the caller may read there
   * @param adopt take over Dags that were written over the API
   * @param paused triggers that are new start paused
   * @param archive Dags that the files no longer have may be archived although a schedule of theirs
   *     is active
   */
  record PushWish(
      String project,
      @Nullable List<ManifestRequest.File> files,
      @Nullable String from,
      @Nullable String snapshot,
      @Nullable String reason,
      @Nullable Boolean adopt,
      @Nullable Boolean paused,
      @Nullable Boolean archive)
      implements DeploymentOptions {}

  /**
   * What became of a push.
   *
   * @param missing digests of the contents to send first; empty: it is deployed
   * @param madeProject whether the project came into being with it
   * @param deployment absent while contents are missing
   */
  record PushView(
      String snapshot,
      List<String> missing,
      boolean madeProject,
      @Nullable DeploymentView deployment) {

    static PushView lacking(Digest snapshot, Set<Digest> missing) {
      return new PushView(snapshot.hex(), missing.stream().map(Digest::hex).toList(), false, null);
    }
  }

  /** Takes one content for a push to come. It belongs to the caller for a day, to no project. */
  @PutMapping(path = "/api/v1/blobs/{digest}", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Requires(scope = Scope.SIGNED_IN)
  void upload(Caller caller, @PathVariable String digest, HttpServletRequest request)
      throws IOException {
    if (!Digest.isDigest(digest)) {
      throw Problem.invalid("DIGEST", "'%s' is not a SHA-256 digest".formatted(digest))
          .hint("write it as 64 lower-case hex characters")
          .exception();
    }
    if (caller.grants().stream().noneMatch(grant -> grant.role().includes(Role.EDITOR))) {
      throw Problem.forbidden("a push takes the role editor").exception();
    }
    uploads.put(caller.principal(), new Digest(digest), request.getInputStream());
  }

  @PostMapping("/api/v1/pushes")
  @Requires(scope = Scope.SIGNED_IN)
  @Answer(status = 201, body = PushView.class, when = "Deployed")
  @Answer(body = PushView.class, when = "Contents are missing; nothing was stored")
  ResponseEntity<PushView> push(Caller caller, @RequestBody PushWish wish) {
    Manifest manifest = wish.files() == null ? null : new ManifestRequest(wish.files()).manifest();
    if (manifest != null) {
      Set<Digest> missing = missing(caller, wish.project(), manifest);
      if (!missing.isEmpty()) {
        // Stores nothing, so that the same request, with the same key, is judged anew.
        return ResponseEntity.ok(
            dryRuns.execute(() -> PushView.lacking(manifest.digest(), missing)));
      }
    }
    return ResponseEntity.status(HttpStatus.CREATED).body(pushed(caller, wish, manifest));
  }

  private Set<Digest> missing(Caller caller, String project, Manifest manifest) {
    UUID known = targets.find(caller, project).map(ProjectRef::id).orElse(null);
    return uploads.missing(caller.principal(), known, manifest);
  }

  private PushView pushed(Caller caller, PushWish wish, @Nullable Manifest manifest) {
    try {
      return inOneTransaction(caller, wish, manifest);
    } catch (ConflictException e) {
      boolean madeMeanwhile =
          e.code().equals(Projects.EXISTS) && targets.find(caller, wish.project()).isPresent();
      if (!madeMeanwhile || TransactionSynchronizationManager.isActualTransactionActive()) {
        throw e;
      }
      return inOneTransaction(caller, wish, manifest);
    }
  }

  private PushView inOneTransaction(Caller caller, PushWish wish, @Nullable Manifest manifest) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              Optional<ProjectRef> found = targets.find(caller, wish.project());
              ProjectRef project = found.orElseGet(() -> made(caller, wish.project()));
              Digest snapshot =
                  manifest == null
                      ? shared(caller, wish, project)
                      : stored(caller, manifest, project);
              Deployment deployment = deployments.deploy(caller, project, snapshot, wish, false);
              return new PushView(
                  snapshot.hex(),
                  List.of(),
                  found.isEmpty(),
                  DeploymentView.of(project.name(), deployment));
            }));
  }

  private Digest stored(Caller caller, Manifest manifest, ProjectRef project) {
    uploads.give(caller.principal(), project.id(), manifest);
    Submission submission = snapshots.submit(project.id(), manifest, caller.name());
    if (!submission.complete()) {
      throw Problem.conflict(
              "CONTENT_FORGOTTEN",
              "%d contents were sent more than a day ago and are forgotten"
                  .formatted(submission.missing().size()))
          .hint("push again; they are sent anew")
          .exception();
    }
    return submission.digest();
  }

  private ProjectRef made(Caller caller, String name) {
    Project project = projects.create(name, null, caller.name());
    audit.record(caller, "project.create", name, project.id(), null);
    return new ProjectRef(project.id(), project.name());
  }

  private Digest shared(Caller caller, PushWish wish, ProjectRef project) {
    if (wish.from() == null || wish.snapshot() == null || !Digest.isDigest(wish.snapshot())) {
      throw Problem.invalid(
              "FIELD_VALUE", "a push needs 'files', or 'from' and the digest of a 'snapshot'")
          .exception();
    }
    Digest snapshot = new Digest(wish.snapshot());
    ProjectRef source = targets.source(caller, wish.from());
    snapshots.share(source.id(), project.id(), snapshot, caller.name());
    return snapshot;
  }
}
