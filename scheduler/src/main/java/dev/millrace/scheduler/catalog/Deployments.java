package dev.millrace.scheduler.catalog;

import dev.millrace.dsl.validation.Pointer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes a snapshot a project's current state: every Dag file of it is judged first, then all of
 * them become current in one transaction, or none.
 */
public final class Deployments {

  private static final Logger LOG = LoggerFactory.getLogger(Deployments.class);
  private static final int MAX_REASON = 1000;

  /** Nothing in the database belongs to it. */
  private static final UUID NO_PROJECT = new UUID(0, 0);

  private final Snapshots snapshots;
  private final ProjectFiles files;
  private final CatalogLocks locks;
  private final DagSet dags;
  private final Surroundings surroundings;
  private final DeploymentRows rows;
  private final TransactionOperations transactions;

  Deployments(
      Snapshots snapshots,
      ProjectFiles files,
      CatalogLocks locks,
      DagSet dags,
      Surroundings surroundings,
      DeploymentRows rows,
      TransactionOperations transactions) {
    this.snapshots = snapshots;
    this.files = files;
    this.locks = locks;
    this.dags = dags;
    this.surroundings = surroundings;
    this.rows = rows;
    this.transactions = transactions;
  }

  /**
   * Deploys a snapshot, or plans it.
   *
   * @throws NotFoundException when the project has no such snapshot
   * @throws InvalidInputException with every problem of every file; nothing was changed
   * @throws ConflictException when a Dag of the files belongs to a client of the API, or when a Dag
   *     with an active schedule would be archived and the request does not say that it may; nothing
   *     was changed
   */
  public Deployment deploy(DeploymentRequest request) {
    requireReason(request.reason());
    List<SnapshotFile> contents = snapshots.files(request.project(), request.snapshot());
    ProjectFiles.Reading reading = files.read(contents);
    InvalidInputException.throwIfAny("the project", reading.findings());
    Deployment deployment =
        Objects.requireNonNull(transactions.execute(status -> deploy(request, contents, reading)));
    if (!request.dryRun()) {
      LOG.info(
          "deployment {} by {}: {} Dags new, {} changed, {} archived, {}; new runs use snapshot {}",
          deployment.number(),
          deployment.by(),
          deployment.plan().added().size(),
          deployment.plan().changed().size(),
          deployment.plan().archived().size(),
          deployment.plan().files(),
          deployment.snapshot());
    }
    return deployment;
  }

  private Deployment deploy(
      DeploymentRequest request, List<SnapshotFile> contents, ProjectFiles.Reading reading) {
    Instant now = locks.lockProject(request.project());
    locks.lockDags(request.project());
    Map<String, DagEntity> existing = dags.existing(request.project());
    if (!request.options().adopt()) {
      Ownership.require(reading.definitions(), existing);
    }
    Deployment planned =
        new Deployment(
            null,
            rows.nextNumber(request.project()),
            request.snapshot(),
            request.by(),
            now,
            request.reason(),
            true,
            plan(request.project(), contents, reading, existing),
            warnings(request.project(), contents, reading),
            List.of());
    if (request.dryRun()) {
      return planned;
    }
    if (!request.options().archive()) {
      requireNoStop(planned.plan().stoppedSchedules());
    }
    return write(request, planned, reading.definitions(), existing);
  }

  /**
   * Plans the deployment of files that may be stored nowhere, in a project that may not exist.
   * Nothing is written.
   *
   * @throws InvalidInputException with every problem of every file
   * @throws ConflictException when a Dag of the files belongs to a client of the API
   */
  public Deployment plan(PlanRequest request) {
    ProjectFiles.Reading reading = files.read(request.files(), request.brought());
    InvalidInputException.throwIfAny("the project", reading.findings());
    return Objects.requireNonNull(transactions.execute(status -> plan(request, reading)));
  }

  private Deployment plan(PlanRequest request, ProjectFiles.Reading reading) {
    UUID project = Objects.requireNonNullElse(request.project(), NO_PROJECT);
    Map<String, DagEntity> existing = dags.existing(project);
    if (!request.adopt()) {
      Ownership.require(reading.definitions(), existing);
    }
    return new Deployment(
        null,
        rows.nextNumber(project),
        request.snapshot(),
        request.by(),
        locks.now(),
        null,
        true,
        plan(project, request.files(), reading, existing),
        warnings(project, request.files(), reading),
        List.of());
  }

  private DeploymentPlan plan(
      UUID project,
      List<SnapshotFile> contents,
      ProjectFiles.Reading reading,
      Map<String, DagEntity> existing) {
    DeploymentPlan plan = dags.plan(reading.definitions(), existing);
    return plan.with(
        rows.activeSchedules(project, plan.archived()),
        FileChanges.between(headFiles(project), contents));
  }

  /** A Dag that is renamed or moved by mistake must not end its schedule in silence. */
  private static void requireNoStop(List<StoppedSchedule> stopped) {
    if (!stopped.isEmpty()) {
      throw new ConflictException(
          "SCHEDULE_STOPS",
          "Dags that these files do not have would be archived, and their active schedules would stop: "
              + stopped.stream().map(StoppedSchedule::toString).collect(Collectors.joining("; ")),
          "repeat it with archive=true (`--archive` of a command) if that is meant, or bring the Dags' files back");
    }
  }

  private List<SnapshotFile> headFiles(UUID project) {
    return rows.headSnapshot(project).map(snapshots::files).orElseGet(List::of);
  }

  private List<Finding> warnings(
      UUID project, List<SnapshotFile> contents, ProjectFiles.Reading reading) {
    List<Finding> warnings = new ArrayList<>(reading.findings());
    warnings.addAll(surroundings.missing(project, reading.definitions()));
    List<SnapshotFile> before = rows.headUsesRequirements(project) ? headFiles(project) : List.of();
    RequirementsChange.between(before, contents, reading.definitions()).ifPresent(warnings::add);
    return warnings;
  }

  private Deployment write(
      DeploymentRequest request,
      Deployment planned,
      List<Definition> definitions,
      Map<String, DagEntity> existing) {
    surroundings.provide(definitions);
    List<DagSet.Applied> applied =
        dags.apply(
            request.project(),
            definitions,
            existing,
            planned.plan(),
            new Writing(request.by(), planned.at(), request.options().triggersPaused()));
    UUID id = rows.insert(request.project(), planned, applied);
    return new Deployment(
        id,
        planned.number(),
        planned.snapshot(),
        planned.by(),
        planned.at(),
        planned.reason(),
        false,
        planned.plan(),
        planned.warnings(),
        applied.stream()
            .map(dag -> new Deployment.DeployedDag(dag.name(), dag.version().number()))
            .toList());
  }

  /** Deployments of the project, newest first, below the number {@code before} if given. */
  public List<Deployment> list(UUID project, @Nullable Integer before, int limit) {
    return rows.list(project, before, limit);
  }

  private static void requireReason(@Nullable String reason) {
    if (reason != null && (reason.length() > MAX_REASON || reason.indexOf('\0') >= 0)) {
      throw new InvalidInputException(
          Finding.error(
              "REASON_RULE",
              "a reason has at most %d characters and no NUL".formatted(MAX_REASON),
              Pointer.ROOT.child("reason")));
    }
  }
}
