package dev.millrace.api.projects;

import dev.millrace.api.identity.Audit;
import dev.millrace.api.identity.Caller;
import dev.millrace.api.identity.Role;
import dev.millrace.api.security.ProjectRef;
import dev.millrace.api.security.Requires;
import dev.millrace.api.security.Scope;
import dev.millrace.scheduler.catalog.ProjectSettings;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a project's administrators decide about it; everybody who sees the project sees it. */
@RestController
@RequestMapping("/api/v1/projects/{project}/settings")
class ProjectSettingsController {
  private final ProjectSettings settings;
  private final Audit audit;
  private final TransactionTemplate transaction;

  ProjectSettingsController(
      ProjectSettings settings, Audit audit, TransactionTemplate transaction) {
    this.settings = settings;
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * The settings.
   *
   * @param notebookScripts whether scripts in the outputs of notebooks run, inside their frames and
   *     without a network; it holds at once, for old runs too
   */
  record ProjectSettingsView(boolean notebookScripts) {}

  @GetMapping
  @Requires(scope = Scope.PROJECT)
  ProjectSettingsView get(ProjectRef project) {
    return new ProjectSettingsView(settings.of(project.id()).notebookScripts());
  }

  @PutMapping
  @Requires(scope = Scope.PROJECT, role = Role.ADMIN)
  ProjectSettingsView set(
      Caller caller, ProjectRef project, @RequestBody ProjectSettingsView body) {
    transaction.executeWithoutResult(
        status -> {
          settings.set(project.id(), new ProjectSettings.Settings(body.notebookScripts()));
          String what = body.notebookScripts() ? "scripts.allow" : "scripts.forbid";
          audit.record(caller, "project." + what, project.name(), project.id(), null);
        });
    return body;
  }
}
