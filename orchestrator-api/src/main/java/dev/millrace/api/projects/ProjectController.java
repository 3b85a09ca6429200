package dev.millrace.api.projects;

import dev.millrace.api.identity.Audit;
import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.Role;
import dev.millrace.api.paging.Page;
import dev.millrace.api.paging.PageRequest;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.api.web.Addresses;
import dev.millrace.api.web.Answer;
import dev.millrace.scheduler.catalog.Project;
import dev.millrace.scheduler.catalog.Projects;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Projects: list, look, create. */
@RestController
@RequestMapping("/api/v1/projects")
class ProjectController {

  private final Projects projects;
  private final Audit audit;
  private final TransactionTemplate transaction;

  ProjectController(Projects projects, Audit audit, TransactionTemplate transaction) {
    this.projects = projects;
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * A project to create.
   *
   * @param name stands in addresses
   * @param title free text for people
   */
  record ProjectRequest(String name, @Nullable String title) {}

  /** A project as clients read it. */
  record ProjectView(
      String name, @Nullable String title, Instant createdAt, @Nullable HeadView head, int dags) {

    static ProjectView of(Project project) {
      Project.Head head = project.head();
      return new ProjectView(
          project.name(),
          project.title(),
          project.createdAt(),
          head == null
              ? null
              : new HeadView(head.snapshot().hex(), head.deployment(), head.at(), head.by()),
          project.dags());
    }
  }

  /** The deployment that new runs use. */
  record HeadView(String snapshot, UUID deployment, Instant at, String by) {}

  @GetMapping
  @Requires(scope = Scope.SIGNED_IN)
  Page<ProjectView> list(Caller caller, PageRequest page) {
    Caller.VisibleProjects visible = caller.visible();
    return Page.of(
            projects.list(visible.all() ? null : visible.projects(), page.after(), page.fetch()),
            page,
            Project::name)
        .map(ProjectView::of);
  }

  @PostMapping
  @Requires(scope = Scope.INSTANCE, role = Role.EDITOR)
  @Answer(status = 201, body = ProjectView.class)
  ResponseEntity<ProjectView> create(Caller caller, @RequestBody ProjectRequest body) {
    String name = body.name();
    Project project =
        Objects.requireNonNull(
            transaction.execute(
                status -> {
                  Project created = projects.create(name, body.title(), caller.name());
                  audit.record(caller, "project.create", name, created.id(), null);
                  return created;
                }));
    return ResponseEntity.created(Addresses.of("/api/v1/projects/" + project.name()))
        .body(ProjectView.of(project));
  }

  @GetMapping("/{project}")
  @Requires(scope = Scope.PROJECT)
  ProjectView get(ProjectRef project) {
    return ProjectView.of(projects.require(project.name()));
  }
}
