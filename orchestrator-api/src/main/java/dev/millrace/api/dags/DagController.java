package dev.millrace.api.dags;

import dev.millrace.api.idempotency.DryRuns;
import dev.millrace.api.identity.Audit;
import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.Role;
import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.problems.CatalogProblems;
import dev.millrace.api.problems.Problem;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.api.web.Answer;
import dev.millrace.scheduler.catalog.DagChange;
import dev.millrace.scheduler.catalog.DagPut;
import dev.millrace.scheduler.catalog.DagRecord;
import dev.millrace.scheduler.catalog.DagVersion;
import dev.millrace.scheduler.catalog.Dags;
import dev.millrace.scheduler.catalog.DeploymentPlan;
import dev.millrace.scheduler.catalog.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dags of a project and their versions. */
@RestController
@RequestMapping("/api/v1/projects/{project}/dags")
class DagController {

  private final Dags dags;
  private final DagViews views;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final DryRuns dryRuns;

  DagController(
      Dags dags, DagViews views, Audit audit, TransactionTemplate transaction, DryRuns dryRuns) {
    this.dags = dags;
    this.views = views;
    this.audit = audit;
    this.transaction = transaction;
    this.dryRuns = dryRuns;
  }

  /** What a write did, or would do; without the Dag when it was only planned. */
  record ChangeView(
      DeploymentPlan plan, List<Problem.Finding> warnings, boolean dryRun, @Nullable DagView dag) {}

  /** A version as clients read it. */
  record VersionView(
      int number,
      String digest,
      Instant createdAt,
      String by,
      JsonNode definition,
      @Nullable String source,
      @Nullable String sourcePath) {
    static VersionView of(DagVersion version) {
      return new VersionView(
          version.number(),
          version.digest().hex(),
          version.createdAt(),
          version.by(),
          JsonMapper.shared().readTree(version.definition()),
          version.source(),
          version.sourcePath());
    }
  }

  @GetMapping
  @Requires(scope = Scope.PROJECT)
  Page<DagView> list(
      ProjectRef project,
      @RequestParam(defaultValue = "false") boolean archived,
      PageRequest page) {
    Page<DagRecord> found =
        Page.of(
            dags.list(project.id(), archived, page.after(), page.fetch()), page, DagRecord::name);
    return new Page<>(views.of(project, found.items()), found.nextCursor());
  }

  @GetMapping("/{dag}")
  @Requires(scope = Scope.PROJECT)
  @Answer(body = DagView.class, when = "With the ETag that writes may name in If-Match")
  ResponseEntity<DagView> get(ProjectRef project, @PathVariable String dag) {
    DagRecord found = dags.require(project.id(), dag);
    return ResponseEntity.ok().eTag(VersionTag.of(found)).body(views.of(project, found));
  }

  @PutMapping(
      path = "/{dag}",
      consumes = {
        MediaType.APPLICATION_JSON_VALUE,
        "application/yaml",
        "application/x-yaml",
        "text/yaml"
      })
  @Requires(scope = Scope.PROJECT, role = Role.EDITOR)
  ChangeView put(
      Caller caller,
      ProjectRef project,
      @PathVariable String dag,
      @RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType type,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestParam(defaultValue = "false") boolean adopt,
      @RequestParam(defaultValue = "false") boolean paused,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody byte[] text) {
    boolean json = MediaType.APPLICATION_JSON.isCompatibleWith(type);
    DagPut wish =
        new DagPut(
            project.id(),
            dag,
            text,
            json,
            dryRun,
            adopt,
            paused,
            caller.name(),
            VersionTag.expected(ifMatch));
    DagChange change =
        dryRun
            ? dryRuns.execute(() -> dags.put(wish))
            : Objects.requireNonNull(
                transaction.execute(
                    status -> {
                      DagChange done = dags.put(wish);
                      audit.record(caller, "dag.put", dag, project.id(), null);
                      return done;
                    }));
    DagRecord written = change.dag();
    return new ChangeView(
        change.plan(),
        CatalogProblems.findings(change.warnings()),
        dryRun,
        written == null ? null : views.of(project, written));
  }

  @DeleteMapping("/{dag}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Requires(scope = Scope.PROJECT, role = Role.EDITOR)
  void archive(
      Caller caller,
      ProjectRef project,
      @PathVariable String dag,
      @RequestParam(defaultValue = "false") boolean adopt,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    Digest expected = VersionTag.expected(ifMatch);
    transaction.executeWithoutResult(
        status -> {
          dags.archive(project.id(), dag, adopt, caller.name(), expected);
          audit.record(caller, "dag.archive", dag, project.id(), null);
        });
  }

  @GetMapping("/{dag}/versions")
  @Requires(scope = Scope.PROJECT)
  Page<VersionView> versions(ProjectRef project, @PathVariable String dag, PageRequest page) {
    DagRecord found = dags.require(project.id(), dag);
    Long before = page.afterNumber();
    return Page.of(
            dags.versions(
                found.id(), before == null ? null : Math.toIntExact(before), page.fetch()),
            page,
            version -> Integer.toString(version.number()))
        .map(VersionView::of);
  }

  @GetMapping("/{dag}/versions/{number}")
  @Requires(scope = Scope.PROJECT)
  VersionView version(ProjectRef project, @PathVariable String dag, @PathVariable int number) {
    return VersionView.of(dags.version(dags.require(project.id(), dag), number));
  }
}
